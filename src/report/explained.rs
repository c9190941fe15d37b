//! What a rule is about → text.

use std::fmt::Write;

use crate::diagnostic::Error;
use crate::rules::{self, RULES, Rule};

/// What a rule is about; all of them, by code, where none is named.
///
/// # Errors
/// There is no such rule.
pub fn explained(rule: Option<&str>) -> Result<String, Error> {
    match rule {
        None => Ok(list()),
        Some(word) => Ok(explanation(rules::find(word)?)),
    }
}

fn list() -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    RULES
        .iter()
        .map(|rule| format!("{}  {:width$}  {}\n", rule.code, rule.name, rule.summary))
        .chain(["\n`django-rehome explain RULE` says more of one.\n".to_owned()])
        .collect()
}

fn explanation(rule: &Rule) -> String {
    let mut out = format!("{rule}\n\n{}\n\n{}\n", sentence(rule.summary), rule.explanation);
    let _ = write!(out, "\nWhat to do:\n{}\n", rule.advice);
    let (before, after) = rule.example;
    if !before.is_empty() {
        let _ = write!(out, "\nStale:\n{}\nMended:\n{}", indented(before), indented(after));
        let _ = write!(
            out,
            "\nTo leave one as it is, say why beside it: `# django-rehome: ignore[{}] …`.\n\
             To leave out all of them: `--exclude {}`.\n",
            rule.name, rule.code
        );
    }
    out
}

/// A summary as a sentence of its own.
pub(super) fn sentence(summary: &str) -> String {
    let mut chars = summary.chars();
    let first: String = chars.next().map(char::to_uppercase).into_iter().flatten().collect();
    format!("{first}{}.", chars.as_str())
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_explained_by_its_code_its_name_and_its_kind() {
        let text = explained(Some("RH001")).unwrap();
        assert!(text.starts_with(
            "RH001 stale-import\n\nA model is imported from the module that it has left.\n\n"
        ));
        assert!(text.contains("\nMended:\n    from core.models import Encounter\n"), "{text}");
        assert!(text.contains("ignore[stale-import]"), "{text}");
        for word in ["rh001", "stale-import", "from-import"] {
            assert_eq!(explained(Some(word)).unwrap(), text);
        }
        assert!(!explained(Some("RH000")).unwrap().contains("Mended"));
        assert!(explained(Some("RH999")).is_err());
    }

    #[test]
    fn the_list_has_every_rule_on_a_line_that_fits() {
        let text = explained(None).unwrap();
        for rule in RULES {
            let line = text.lines().find(|line| line.starts_with(rule.code)).unwrap();
            assert!(line.contains(rule.name) && line.ends_with(rule.summary), "{line}");
            assert!(line.len() <= 110, "{line}");
        }
    }
}
