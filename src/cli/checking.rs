//! The flags of `check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Include, Unguarded};
use crate::diagnostic::Error;
use crate::reference::ModelId;

const EXAMPLES: &str = "\
Examples:
  django-rehome check
  django-rehome check emr/views.py billing
  django-rehome check --move emr.Encounter=core
  django-rehome check --fix
  django-rehome check --output-format github
  django-rehome check - --stdin-filename emr/views.py < emr/views.py

Exit status: 0 nothing was found, 1 something was found (or fixed), 2 something could not be judged.";

/// What `check` is asked.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    /// Files and directories to look at, `-` for standard input; the whole project, where there are none
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A move that was made, besides those in the configuration: the old label, and the app that the
    /// model is in now; may be given again
    #[arg(long = "move", value_name = "MODEL=APP")]
    pub moves: Vec<String>,
    /// Directory of the Django project; that of the configuration, where it is not said
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// Mend what is proven to be stale
    #[arg(long, conflicts_with = "diff")]
    pub fix: bool,
    /// Print as a patch what --fix would write
    #[arg(long)]
    pub diff: bool,
    /// Mend as well what is likely to mean the model: equal to its label or address, in a place that
    /// nobody knows
    #[arg(long, value_enum, value_name = "CERTAINTY")]
    pub include: Option<Include>,
    /// Look at documentation (.md, .rst) as well
    #[arg(long)]
    pub docs: bool,
    /// Leave out a rule, by code or name, or files, by a glob as in .gitignore; in place of those in
    /// the configuration; may be given again
    #[arg(long, value_name = "RULE|GLOB")]
    pub exclude: Vec<String>,
    /// The same, besides those in the configuration
    #[arg(long, value_name = "RULE|GLOB")]
    pub extend_exclude: Vec<String>,
    /// Leave excluded files out when they are named on the command line as well
    #[arg(long)]
    pub force_exclude: bool,
    /// What standard input is to be taken for
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Full)]
    pub output_format: Format,
    /// What may be written.
    #[command(flatten)]
    pub unguarded: Unguarded,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the source line
    Full,
    /// One line each
    Concise,
    /// The tool's own JSON
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0
    Sarif,
    /// Reviewdog's JSON
    Rdjson,
    /// A table, for a comment or a job summary
    Markdown,
}

/// Reads `emr.Encounter=core`.
///
/// # Errors
/// It is no such pair.
pub fn recorded_move(word: &str) -> Result<(ModelId, String), Error> {
    let wrong = || {
        Error::new(format!("'{word}' is not a move"))
            .help("write the old label and the new app, such as --move emr.Encounter=core")
    };
    let (model, to) = word.split_once('=').ok_or_else(wrong)?;
    match to.is_empty() || to.contains(['.', '=']) {
        true => Err(wrong()),
        false => Ok((model.parse()?, to.to_owned())),
    }
}
