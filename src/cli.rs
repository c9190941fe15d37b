//! Flags → what to do.

mod checking;
mod color;
mod manual;
mod moving;
mod undoing;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::vcs::Allowed;

pub use self::checking::{CheckArgs, Format, recorded_move};
pub use self::color::{Color, is_colored};
pub use self::manual::{completions, man_page};
pub use self::moving::{MoveArgs, moves};
pub use self::undoing::UndoArgs;

/// Move a Django model to another app: code, references and migrations, as one reviewed diff.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for all of it.
    #[command(flatten)]
    pub global: GlobalArgs,
}

const EXAMPLES: &str = "\
Examples:
  django-rehome refs emr.Encounter
  django-rehome move emr.Encounter --to core
  django-rehome move emr.Encounter --to core --write
  django-rehome check

`django-rehome COMMAND --help` has more of them.

Exit status: 0 done (or nothing to do), 1 check has found something, 2 refused: nothing was written.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the move as a git patch; with --write, write it
    Move(Box<MoveArgs>),
    /// List every reference to a model, by app
    Refs {
        /// Label of the model, e.g. emr.Encounter
        #[arg(required = true, value_name = "MODEL")]
        models: Vec<String>,
        /// Directory of the Django project
        #[arg(long, value_name = "DIR", default_value = ".")]
        root: PathBuf,
    },
    /// Find what still uses the old address of a model that has moved
    Check(Box<CheckArgs>),
    /// Take back what `move --write` or `check --fix` has written last
    Undo(UndoArgs),
    /// Say what a rule of `check` finds, and why; without one, list them
    Explain {
        /// Code or name of the rule, e.g. RH001 or stale-import
        rule: Option<String>,
    },
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the man page
    Man,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct GlobalArgs {
    /// Read this configuration, and no other: a pyproject.toml or django-rehome.toml
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, global = true)]
    pub isolated: bool,
    /// Whether to print in colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, global = true)]
    pub color: Color,
    /// Say at the end, on stderr, where the time went
    #[arg(long, global = true)]
    pub stats: bool,
}

/// What may be written although git could not give it back.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Unguarded {
    /// Write although files that would change have changes that are not committed
    #[arg(long)]
    pub allow_dirty: bool,
    /// Write although such changes are staged
    #[arg(long)]
    pub allow_staged: bool,
    /// Write although the directory is in no git repository
    #[arg(long)]
    pub allow_no_vcs: bool,
}

impl From<Unguarded> for Allowed {
    fn from(flags: Unguarded) -> Self {
        Self { dirty: flags.allow_dirty, staged: flags.allow_staged, no_vcs: flags.allow_no_vcs }
    }
}

/// What else is rewritten, besides what is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Include {
    /// Strings that are equal to the label or the address
    Likely,
}
