//! What is said to the user: [`Error`], which ends the run, and [`Diagnostic`], which does not.
//!
//! An error says what happened, where, and what to do next. A diagnostic points at a place in the
//! user's code that the tool left as it is.

use std::fmt;
use std::path::PathBuf;

/// A place for people: 1-based line and column (in characters) of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the root.
    pub path: PathBuf,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, counted in characters.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = escape(&self.path.to_string_lossy()).replace('\n', "\\n");
        write!(f, "{path}:{}:{}", self.line, self.column)
    }
}

/// Why a command cannot go on. Nothing has been written when one is returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What happened, in one sentence.
    pub message: String,
    /// Where, if there is a place in the user's code.
    pub place: Option<Place>,
    /// What to do next.
    pub help: Option<String>,
    /// Whether modules would import each other: there may be another way.
    pub is_cycle: bool,
}

impl Error {
    /// An error without a place in the user's code.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, help: None, is_cycle: false }
    }

    /// Says that it is about modules that would import each other.
    #[must_use]
    pub fn of_cycle(mut self) -> Self {
        self.is_cycle = true;
        self
    }

    /// Adds where it happened.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another thing to do next.
    #[must_use]
    pub fn help_more(mut self, more: &str) -> Self {
        self.help =
            Some(self.help.map_or_else(|| more.to_owned(), |help| format!("{help}; {more}")));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}", escape(&self.message))?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {}", escape(help))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Something in the user's code that was left as it is, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// What was seen and what to do, in one sentence.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, escape(&self.message))
    }
}

/// Text of the user's (names, source lines) made safe to print: control characters and marks that
/// change the writing direction are shown as `\u{…}`, so that no file can drive a terminal.
pub fn escape(text: &str) -> String {
    let unsafe_char = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(unsafe_char) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| if unsafe_char(c) { c.escape_unicode().to_string() } else { c.to_string() })
        .collect()
}

/// Of `candidates`, those nearest to `name` (most similar first, at most three), for messages.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = name.to_lowercase();
    let mut scored: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score > 0.7)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup();
    scored.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_drive_a_terminal() {
        assert_eq!(escape("a\u{1b}[2Jb\u{202e}c"), "a\\u{1b}[2Jb\\u{202e}c");
        assert_eq!(escape("plain ünïcode"), "plain ünïcode");
    }

    #[test]
    fn nearest_names_come_first() {
        let apps = ["emr", "core", "billing", "pharmacy"];
        assert_eq!(nearest("biling", apps), ["billing"]);
        assert!(nearest("xyz", apps).is_empty());
    }
}
