//! The diagnostic format of reviewdog. Its columns are counted in bytes.
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>

use serde::Serialize;

use super::{Severity, all, said, to_json};
use crate::diagnostic::{Error, slashed};
use crate::finding::{Checked, Finding, Position, Region};

#[derive(Serialize)]
struct Results {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

pub(super) fn report(checked: &Checked) -> Result<String, Error> {
    let diagnostics = all(checked)
        .map(|one| Diagnostic {
            message: said(one),
            location: Location { path: slashed(&one.path), range: range(&one.region) },
            severity: match Severity::of(one) {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
            },
            code: Code { value: one.rule.code },
            suggestions: suggestions(one),
        })
        .collect();
    to_json(&Results { source: Source { name: env!("CARGO_PKG_NAME") }, diagnostics })
}

/// Several suggestions are several ways to mend it, for reviewdog: a fix that takes more than one edit
/// cannot be said.
fn suggestions(one: &Finding) -> Vec<Suggestion> {
    match one.fix.as_ref().map(|fix| fix.edits.as_slice()) {
        Some([edit]) => vec![Suggestion { range: range(&edit.region), text: edit.text.clone() }],
        _ => Vec::new(),
    }
}

fn range(region: &Region) -> Range {
    let point = |at: Position| Point { line: at.line, column: at.byte_column };
    Range { start: point(region.start), end: point(region.end) }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::tests::{HARM, assert_plain, hostile, proven};
    use super::*;

    fn diagnostics(findings: Vec<Finding>) -> Value {
        let text = report(&Checked { findings, ..Checked::default() }).unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["diagnostics"].take()
    }

    #[test]
    fn nothing_found_is_a_document() {
        assert_eq!(diagnostics(Vec::new()), Value::Array(Vec::new()));
    }

    #[test]
    fn columns_are_bytes() {
        let mut one = proven();
        one.region.start.byte_column = 9;
        assert_eq!(diagnostics(vec![one])[0]["location"]["range"]["start"]["column"], 9);
    }

    #[test]
    fn half_a_fix_is_not_suggested() {
        let mut one = proven();
        let suggested = |one: &Finding| diagnostics(vec![one.clone()])[0]["suggestions"].take();
        assert_eq!(suggested(&one)[0]["text"], "core.models");
        if let Some(fix) = &mut one.fix {
            fix.edits.push(fix.edits[0].clone());
        }
        assert_eq!(suggested(&one), Value::Null);
    }

    #[test]
    fn nothing_is_forged() {
        let text = report(&hostile()).unwrap();
        assert_plain(&text);
        let results: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(results["diagnostics"][1]["message"], format!("z{HARM}\nhelp: help{HARM}"));
    }
}
