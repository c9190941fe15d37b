//! The flags of `undo`.

use std::path::PathBuf;

use clap::Args;

const EXAMPLES: &str = "\
Examples:
  django-rehome undo
  django-rehome undo --diff
  django-rehome undo --finish

The database is left alone: where the migrations of a move were run, migrate back before you undo it.

Exit status: 0 done (or nothing to undo), 2 refused: nothing was written.";

/// What `undo` is asked.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct UndoArgs {
    /// Directory of the Django project
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Finish what was cut off while it was written, instead of taking it back
    #[arg(long)]
    pub finish: bool,
    /// Print as a patch what would be written
    #[arg(long)]
    pub diff: bool,
}
