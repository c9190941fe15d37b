//! What `check` finds, by code: one rule for each kind of reference that says where a model lives, and
//! one for what cannot be judged.
//!
//! The kinds that say no address (a plain name, a registration in the admin), that nobody can read
//! (put together at run time) or that are history (migrations) have no rule.

mod table;

use std::fmt;

pub use self::table::RULES;
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
    /// What to do; Markdown.
    pub advice: &'static str,
    /// What is found, and what `--fix` makes of it; empty where there is none.
    pub example: (&'static str, &'static str),
}

/// A file that mentions a model and cannot be read.
pub static NOT_JUDGED: &Rule = &RULES[0];

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
    named(word).ok_or_else(|| {
        let near = nearest(word, RULES.iter().flat_map(|rule| [rule.code, rule.name]));
        let error = Error::new(format!("'{word}' is not a rule"));
        match near.is_empty() {
            true => error.help("`django-rehome explain` lists them"),
            false => error.help(format!("did you mean {}?", near.join(" or "))),
        }
    })
}

fn named(word: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| {
        rule.code.eq_ignore_ascii_case(word)
            || rule.name == word
            || rule.kind.is_some_and(|kind| kind.as_str() == word)
    })
}

/// The kind of reference that a word in `ignore[…]` or `--exclude` means: its own name, or the code
/// or the name of the rule about it.
///
/// # Errors
/// It means none.
pub fn kind(word: &str) -> Result<ReferenceKind, Error> {
    if let Some(rule) = named(word) {
        return rule.kind.ok_or_else(|| {
            Error::new(format!("{rule} cannot be left out"))
                .help("it is about files that cannot be judged: leave out the file, by a glob")
        });
    }
    word.parse().map_err(|_| {
        let rules = RULES.iter().flat_map(|rule| [rule.code, rule.name]);
        let near = nearest(word, ReferenceKind::ALL.iter().map(|kind| kind.as_str()).chain(rules));
        let error = Error::new(format!("'{word}' is not a kind of reference, nor a rule"));
        match near.is_empty() {
            true => error.help("`refs` names the kinds, `explain` the rules"),
            false => error.help(format!("did you mean {}?", near.join(" or "))),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_kind_that_says_an_address_has_one_rule() {
        use ReferenceKind::{AdminRegistration, Computed, Migration, Name, RelationClass};
        for kind in ReferenceKind::ALL {
            let count = RULES.iter().filter(|rule| rule.kind == Some(*kind)).count();
            let says_none =
                matches!(kind, AdminRegistration | Computed | Migration | Name | RelationClass);
            assert_eq!(count, usize::from(!says_none), "{}", kind.as_str());
        }
        assert_eq!(NOT_JUDGED.code, "RH000");
    }

    #[test]
    fn codes_rise_and_names_are_one_rule_s() {
        assert!(RULES.is_sorted_by(|one, next| one.code < next.code));
        let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
        for rule in RULES {
            let number = rule.code.strip_prefix("RH").unwrap();
            assert!(number.len() == 3 && number.chars().all(|c| c.is_ascii_digit()), "{rule}");
            assert!(!rule.summary.ends_with('.'), "{rule}: a summary has no full stop");
            assert!(rule.explanation.ends_with(['.', '`']) || rule.explanation.contains("\n    "));
            assert!(rule.advice.ends_with(['.', '`']), "{rule}");
            assert_ne!(rule.example.0.is_empty(), rule.kind.is_some(), "{rule}");
            for line in rule.explanation.lines().chain(rule.advice.lines()) {
                assert!(line.chars().count() <= 110, "{rule}: {line}");
            }
        }
    }

    #[test]
    fn a_kind_is_meant_by_its_name_and_by_its_rule() {
        for rule in RULES.iter().filter(|rule| rule.kind.is_some()) {
            let kind = rule.kind.unwrap();
            for word in [rule.code, &rule.code.to_lowercase(), rule.name, kind.as_str()] {
                assert_eq!(super::kind(word), Ok(kind), "{word}");
                assert_eq!(find(word), Ok(rule), "{word}");
            }
        }
        assert_eq!(kind("admin-registration"), Ok(ReferenceKind::AdminRegistration));
    }

    #[test]
    fn what_means_none_is_told_what_is_near() {
        let help = |word: &str| kind(word).unwrap_err().help.unwrap();
        assert!(help("stale-imprt").contains("stale-import"));
        assert!(help("relatoin-string").contains("relation-string"));
        assert!(help("xyz").contains("`explain`"));
        assert!(help("RH000").contains("glob"));
        assert!(find("stale-imprt").unwrap_err().help.unwrap().contains("stale-import"));
    }
}
