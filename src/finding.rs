//! What `check` comes to, as plain values: printed in one format or another by `report`.

use std::ops::Range;
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::reference::Certainty;
use crate::rules::Rule;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, counted in characters (Unicode scalar values).
    pub column: usize,
    /// 1-based column, counted in bytes of the file, as some formats want it.
    pub byte_column: usize,
}

/// A piece of one line, or of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its first character.
    pub start: Position,
    /// Behind its last character.
    pub end: Position,
    /// The same in bytes of the file.
    pub bytes: Range<usize>,
}

/// A piece of the file that is to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes; empty for what only comes.
    pub region: Region,
    /// What comes.
    pub text: String,
}

/// How a finding is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// In words: `import it from core.models`.
    pub message: String,
    /// The edits, where they mend this finding by themselves and leave the file as `--fix` would, as
    /// far as it is concerned. Where they are empty, `--fix` changes more than one place for it.
    pub edits: Vec<TextEdit>,
}

/// A reference to the old address of a model that has moved, or a file that cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub rule: &'static Rule,
    /// `Proven`, or `Likely`, which `--fix` leaves alone unless it is asked to.
    pub certainty: Certainty,
    /// The file, as the user is shown it: relative to the current directory where it lies below it.
    pub path: PathBuf,
    /// Where.
    pub region: Region,
    /// What was found, in one sentence without its full stop: `emr.models no longer defines
    /// Encounter: it has moved to core.models`.
    pub message: String,
    /// The source lines that the region touches, without their ends; none where they are too long to
    /// be shown, as in JSON that stands on one line.
    pub lines: Vec<String>,
    /// How it is mended; `None` where the tool cannot.
    pub fix: Option<Fix>,
    /// What to do in place of that, where there is no fix.
    pub help: Option<String>,
}

/// What a run of `check` comes to.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is left to do, by path and position: with `--fix`, what it could not mend.
    pub findings: Vec<Finding>,
    /// What could not be judged (rule `RH000`), by path and position.
    pub unjudged: Vec<Finding>,
    /// Comments that spare nothing, and the like.
    pub warnings: Vec<Diagnostic>,
    /// How many files were looked at.
    pub files: usize,
    /// How many findings were mended, and in how many files.
    pub fixed: (usize, usize),
}

impl Checked {
    /// Adds what another project comes to.
    pub fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.unjudged.extend(other.unjudged);
        self.warnings.extend(other.warnings);
        self.files += other.files;
        self.fixed = (self.fixed.0 + other.fixed.0, self.fixed.1 + other.fixed.1);
    }

    /// The exit status: 0 where nothing was found, 1 where something was found or mended, 2 where
    /// something could not be judged.
    pub fn status(&self) -> u8 {
        match (self.unjudged.is_empty(), self.findings.is_empty() && self.fixed.0 == 0) {
            (false, _) => 2,
            (true, false) => 1,
            (true, true) => 0,
        }
    }
}
