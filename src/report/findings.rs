//! Findings of `check` → text, for people and for machines.

use std::fmt::Write;

use crate::cli::Format;
use crate::diagnostic::Error;
use crate::finding::Checked;
use crate::rules::{self, RULES};

/// The findings in a format; `color` is for those that people read on a terminal.
///
/// # Errors
/// A value that cannot be written in this format.
pub fn findings(checked: &Checked, _format: Format, _color: bool) -> Result<String, Error> {
    let mut out = String::new();
    for one in checked.findings.iter().chain(&checked.unjudged) {
        let (path, start) = (one.path.display(), one.region.start);
        let _ = writeln!(
            out,
            "{path}:{}:{}: {} {}",
            start.line, start.column, one.rule.code, one.message
        );
    }
    Ok(out)
}

/// What a rule is about; all of them, by code, where none is named.
///
/// # Errors
/// There is no such rule.
pub fn explained(rule: Option<&str>) -> Result<String, Error> {
    let mut out = String::new();
    match rule {
        None => {
            for rule in RULES {
                let _ = writeln!(out, "{} {}: {}", rule.code, rule.name, rule.summary);
            }
        }
        Some(word) => {
            let rule = rules::find(word)?;
            let _ = writeln!(out, "{rule}\n\n{}", rule.explanation);
        }
    }
    Ok(out)
}
