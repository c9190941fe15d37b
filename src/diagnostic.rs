//! What is said to the user: [`Error`], which ends the run, and [`Diagnostic`], which does not.
//!
//! An error says what happened, where, and what to do next. A diagnostic points at a place in the
//! user's code that the tool left as it is.

use std::fmt;
use std::path::{Path, PathBuf};

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
        write!(f, "{}:{}:{}", shown_path(&self.path), self.line, self.column)
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

/// Text of the user's (names, source lines) made safe to print: control characters, marks that change
/// the writing direction and characters that are not seen are shown as `\u{…}`, so that no file can
/// drive a terminal; and what a CI would take for a command of its own is broken. Tabs and ends of
/// lines stay.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match is_hidden(c) || opens_command(&text[at..]) {
            true => out.extend(c.escape_unicode()),
            false => out.push(c),
        }
    }
    out
}

/// The same for source lines in which a place is underlined: each such character is shown as one other
/// character, so that columns stay what they are.
pub fn escape_in_place(text: &str) -> String {
    text.char_indices()
        .map(|(at, c)| match (u32::from(c), is_hidden(c)) {
            // The pictures of control characters: `␛`.
            (code @ 0..0x20, true) => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
            (0x7f, true) => '\u{2421}',
            (_, true) => '\u{fffd}',
            (_, false) if opens_command(&text[at..]) => '\u{ff03}',
            (_, false) => c,
        })
        .collect()
}

/// The same on one line, whatever ends lines in it.
pub fn one_line(text: &str) -> String {
    escape(text).replace('\n', "\\n")
}

/// A path to print: on one line, with slashes, and never at the start of a line what GitHub Actions
/// would take for a command (`::error::` can be the name of a directory).
pub fn shown_path(path: &Path) -> String {
    let shown = one_line(&slashed(path));
    if shown.trim_start().starts_with("::") { format!("./{shown}") } else { shown }
}

/// A path with slashes, as patches, reports and URIs have it; what is not Unicode in it is replaced.
pub fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// Whether a character controls something, or is not seen where it stands: Unicode's categories of
/// controls, formats and separators of lines, and what it calls ignorable. What only chooses between
/// the looks of a character (`\u{fe0e}`, `\u{fe0f}`) is no harm.
pub fn is_hidden(c: char) -> bool {
    if matches!(c, '\n' | '\t' | '\u{fe0e}' | '\u{fe0f}') {
        return false;
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether the text begins with what GitHub Actions, Azure Pipelines or `TeamCity` take for a command
/// wherever it stands in a line.
fn opens_command(text: &str) -> bool {
    text.strip_prefix("##").is_some_and(|rest| {
        ["[", "vso[", "teamcity["].iter().any(|command| rest.starts_with(command))
    })
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
        assert_eq!(one_line("a\r\nb\u{2028}c\td"), "a\\u{d}\\nb\\u{2028}c\td");
    }

    /// The tables of Unicode that come with `regex` are the judge.
    #[test]
    fn what_is_not_seen_is_shown() {
        let hidden =
            r"[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\n\t\x{fe0e}\x{fe0f}]]";
        let hidden = regex::Regex::new(hidden).unwrap();
        for c in '\0'..=char::MAX {
            let judged = hidden.is_match(c.encode_utf8(&mut [0; 4]));
            assert_eq!(is_hidden(c), judged, "{}", c.escape_unicode());
        }
    }

    #[test]
    fn places_stay_where_they_were() {
        let text = "é\u{1b}[31m Encounter\u{202e}\u{7f}\t##[a]";
        let shown = escape_in_place(text);
        assert_eq!(shown, "é\u{241b}[31m Encounter\u{fffd}\u{2421}\t\u{ff03}#[a]");
        assert_eq!(shown.chars().count(), text.chars().count());
    }

    #[test]
    fn a_ci_sees_no_command() {
        for command in ["##[error]no", "x ##vso[task.complete]", "###teamcity[message]", "###[a]"] {
            let shown = escape(command);
            assert!(shown.contains("\\u{23}#"), "{shown}");
            for forged in ["##[", "##vso[", "##teamcity["] {
                assert!(!shown.contains(forged), "{shown}");
            }
        }
        assert_eq!(escape("## a comment ##"), "## a comment ##");
        for path in ["::error::x.py", "  ::error::x.py"] {
            let place = Place { path: path.into(), line: 1, column: 1 };
            assert_eq!(place.to_string(), format!("./{path}:1:1"));
        }
    }

    #[test]
    fn nearest_names_come_first() {
        let apps = ["emr", "core", "billing", "pharmacy"];
        assert_eq!(nearest("biling", apps), ["billing"]);
        assert!(nearest("xyz", apps).is_empty());
    }
}
