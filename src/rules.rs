//! What `check` finds, by code: one rule for each kind of reference that says where a model lives, and
//! one for what cannot be judged.

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::{Error, nearest};
use crate::reference::ReferenceKind;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `RH001`, which never means anything else.
    pub code: &'static str,
    /// `stale-import`
    pub name: &'static str,
    /// The kind of reference that it is about; `None` for what cannot be judged.
    pub kind: Option<ReferenceKind>,
    /// What is found, as a sentence without its full stop.
    pub summary: &'static str,
    /// How it fails, if it is left; Markdown, several lines.
    pub explanation: &'static str,
    /// A line that is found, and the one that `--fix` makes of it; empty where there is none.
    pub example: (&'static str, &'static str),
}

/// A file that mentions a model and cannot be read.
pub static NOT_JUDGED: &Rule = &RULES[0];

/// Every rule, by code.
pub static RULES: &[Rule] = &[
    Rule {
        code: "RH000",
        name: "not-judged",
        kind: None,
        summary: "a file mentions a model that has moved, and cannot be judged",
        explanation: "It cannot be read, or is not valid Python. Nothing is said of what is in it.",
        example: ("", ""),
    },
    Rule {
        code: "RH001",
        name: "stale-import",
        kind: Some(ReferenceKind::FromImport),
        summary: "a model is imported from the module that it has left",
        explanation: "It works as long as the old module re-exports the model.",
        example: ("from emr.models import Encounter", "from core.models import Encounter"),
    },
];

impl Rule {
    /// The rule about a kind of reference, if one is.
    pub fn of(kind: ReferenceKind) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.kind == Some(kind))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}

/// A rule as the user names it: `RH001`, `stale-import`, or the kind of reference `from-import`.
///
/// # Errors
/// There is none of this name; the nearest are named.
pub fn find(word: &str) -> Result<&'static Rule, Error> {
    let known = |rule: &&Rule| {
        rule.code.eq_ignore_ascii_case(word)
            || rule.name == word
            || rule.kind.is_some_and(|kind| kind.as_str() == word)
    };
    RULES.iter().find(known).ok_or_else(|| {
        let near = nearest(word, RULES.iter().flat_map(|rule| [rule.code, rule.name]));
        let error = Error::new(format!("'{word}' is not a rule"));
        match near.is_empty() {
            true => error.help("`django-rehome explain` lists them"),
            false => error.help(format!("did you mean {}?", near.join(" or "))),
        }
    })
}

/// The kind of reference that a word in `ignore[…]` or `--exclude` means: its own name, or the code
/// or the name of the rule about it.
///
/// # Errors
/// It means none.
pub fn kind(word: &str) -> Result<ReferenceKind, Error> {
    match find(word) {
        Ok(Rule { kind: Some(kind), .. }) => Ok(*kind),
        _ => ReferenceKind::from_str(word),
    }
}
