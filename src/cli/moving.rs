//! The flags of `move`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Include, Unguarded};
use crate::diagnostic::Error;
use crate::reference::{AdminGoes, Copying, ModelId, Move, Shim, Strategy};

const EXAMPLES: &str = "\
Examples:
  django-rehome move emr.Encounter --to core
  django-rehome move emr.Encounter --to core | git apply
  django-rehome move emr.Encounter --to core --write
  django-rehome move emr.Encounter emr.VitalSigns --to core
  django-rehome move emr.Encounter --to core --include likely --exclude 'legacy/**'
  django-rehome move accounts.User --to people --strategy code

Exit status: 0 done (or nothing to do), 2 refused: nothing was written.";

/// What `move` is asked.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = EXAMPLES)]
pub struct MoveArgs {
    /// Label of the model, e.g. emr.Encounter
    #[arg(required = true, value_name = "MODEL")]
    pub models: Vec<String>,
    /// Label of the app that it goes to
    #[arg(long, value_name = "APP")]
    pub to: String,
    /// Directory of the Django project
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Write the files instead of printing the patch
    #[arg(long)]
    pub write: bool,
    /// Rewrite as well what is likely to mean the model: equal to its label or address, in a
    /// place that nobody knows
    #[arg(long, value_enum, value_name = "CERTAINTY")]
    pub include: Option<Include>,
    /// Leave some references as they are: a kind, as `refs` names it, a rule of `check`, or a glob
    /// as in .gitignore; in place of those in the configuration; may be given again
    #[arg(long, value_name = "KIND|GLOB")]
    pub exclude: Vec<String>,
    /// The same, besides those in the configuration
    #[arg(long, value_name = "KIND|GLOB")]
    pub extend_exclude: Vec<String>,
    /// Rewrite documentation (.md, .rst) as well
    #[arg(long)]
    pub docs: bool,
    /// Take this along, though others use it as well: a name of the old models module or admin
    /// module; may be given again
    #[arg(long, value_name = "NAME")]
    pub with: Vec<String>,
    /// Leave this where it is, though nothing else uses it; may be given again
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
    /// What the old module says of what has left it
    #[arg(long, value_enum, default_value_t = ShimChoice::Import)]
    pub shim: ShimChoice,
    /// What becomes of the admin of the model
    #[arg(long, value_enum, default_value_t = AdminChoice::Move)]
    pub admin: AdminChoice,
    /// What becomes of the table
    #[arg(long, value_enum, default_value_t = StrategyChoice::Keep)]
    pub strategy: StrategyChoice,
    /// Take it that what cannot be read in this migration, such as an operation of your own,
    /// leaves the models alone; may be given again
    #[arg(long, value_name = "APP.MIGRATION")]
    pub assume_unchanged: Vec<String>,
    /// With --strategy copy: copy this many rows at a time, for big tables
    #[arg(long, value_name = "ROWS", value_parser = clap::value_parser!(u32).range(1..))]
    pub batch: Option<u32>,
    /// With --strategy copy: leave the old table in the database, to be dropped later
    #[arg(long)]
    pub keep_old_table: bool,
    /// Name of the new migrations, behind their number
    #[arg(long, value_name = "NAME")]
    pub migration_name: Option<String>,
    /// Write no comment at the top of the new migrations
    #[arg(long)]
    pub no_header: bool,
    /// Write no migrations: the summary says what they have to do
    #[arg(long, conflicts_with_all = ["migration_name", "no_header"])]
    pub no_migrations: bool,
    /// Do not note the move in the configuration, where `check` would know it from
    #[arg(long)]
    pub no_record: bool,
    /// What may be written.
    #[command(flatten)]
    pub unguarded: Unguarded,
}

/// What the old address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShimChoice {
    /// It imports the names from where they are: old imports keep working
    Import,
    /// It finds them when it is asked for them, and warns
    Deprecated,
    /// Nothing: what still asks for them fails
    None,
}

impl From<ShimChoice> for Shim {
    fn from(choice: ShimChoice) -> Self {
        match choice {
            ShimChoice::Import => Self::Import,
            ShimChoice::Deprecated => Self::Deprecated,
            ShimChoice::None => Self::None,
        }
    }
}

/// What becomes of the admin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AdminChoice {
    /// It goes to the admin module of the target
    Move,
    /// It stays where it is
    Keep,
}

impl From<AdminChoice> for AdminGoes {
    fn from(choice: AdminChoice) -> Self {
        match choice {
            AdminChoice::Move => Self::Along,
            AdminChoice::Keep => Self::Nowhere,
        }
    }
}

/// What becomes of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StrategyChoice {
    /// It keeps its name; no DDL is run
    Keep,
    /// It is renamed to what the new label makes of it
    Rename,
    /// Its rows are copied to a new one, and it is dropped: everything is rewritten
    Copy,
    /// It stays, and the label as well: only the code moves, as for `AUTH_USER_MODEL`
    Code,
}

impl StrategyChoice {
    /// The strategy, with what is said of copying.
    ///
    /// # Errors
    /// Something is said of copying, and nothing is copied.
    pub fn strategy(self, copying: Copying) -> Result<Strategy, Error> {
        let strategy = match self {
            Self::Copy => return Ok(Strategy::Copy(copying)),
            Self::Keep => Strategy::Keep,
            Self::Rename => Strategy::Rename,
            Self::Code => Strategy::Code,
        };
        let flag = match copying {
            Copying { batch: Some(_), .. } => "--batch",
            Copying { keep_old_table: true, .. } => "--keep-old-table",
            Copying { batch: None, keep_old_table: false } => return Ok(strategy),
        };
        Err(Error::new(format!("{flag} is for --strategy copy"))
            .help("no row is copied otherwise: leave it out"))
    }
}

/// The move that the arguments ask for.
///
/// # Errors
/// A label that is none.
pub fn moves(models: &[String], to: &str) -> Result<Move, Error> {
    if to.is_empty() || to.contains('.') {
        return Err(Error::new(format!("'{to}' is not an app label"))
            .help("write the label alone, such as --to core"));
    }
    let mut ids: Vec<ModelId> = Vec::new();
    for model in models {
        let id = model.parse::<ModelId>()?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(Move::new(ids, to))
}
