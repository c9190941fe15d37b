//! The tool's own JSON: `docs/output.md` says what is in it, `docs/schemas/check-1.json` what it may be.

use serde::Serialize;

use super::{Severity, all, fingerprints, lines, summary, to_json};
use crate::diagnostic::{Error, slashed};
use crate::finding::{Checked, Finding, Position, Region, TextEdit};

/// Changes when a field goes or comes to mean something else; not when one is added.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'c> {
    version: u32,
    tool: Tool,
    status: u8,
    summary: Summary,
    findings: Vec<Found<'c>>,
    unjudged: Vec<Found<'c>>,
    warnings: Vec<Warning<'c>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    findings: usize,
    fixable: usize,
    unjudged: usize,
    fixed: usize,
    fixed_files: usize,
}

#[derive(Serialize)]
struct Found<'c> {
    code: &'static str,
    name: &'static str,
    kind: Option<&'static str>,
    severity: &'static str,
    certainty: &'static str,
    path: String,
    #[serde(flatten)]
    place: Place,
    message: &'c str,
    lines: &'c [String],
    fix: Option<Mending<'c>>,
    help: Option<&'c str>,
    fingerprint: String,
}

#[derive(Serialize)]
struct Place {
    start: Point,
    end: Point,
    bytes: [usize; 2],
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    byte_column: usize,
}

#[derive(Serialize)]
struct Mending<'c> {
    message: &'c str,
    edits: Vec<Edit<'c>>,
}

#[derive(Serialize)]
struct Edit<'c> {
    #[serde(flatten)]
    place: Place,
    text: &'c str,
}

#[derive(Serialize)]
struct Warning<'c> {
    path: String,
    line: usize,
    column: usize,
    message: &'c str,
}

pub(super) fn report(checked: &Checked) -> Result<String, Error> {
    let mut findings: Vec<Found> = all(checked)
        .zip(fingerprints(checked))
        .map(|(one, fingerprint)| found(one, fingerprint))
        .collect();
    let unjudged = findings.split_off(checked.findings.len());
    let warnings = checked.warnings.iter().map(|warning| Warning {
        path: slashed(&warning.place.path),
        line: warning.place.line,
        column: warning.place.column,
        message: &warning.message,
    });
    to_json(&Document {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        status: checked.status(),
        summary: Summary {
            files: checked.files,
            findings: findings.len(),
            fixable: summary::fixable(&checked.findings),
            unjudged: unjudged.len(),
            fixed: checked.fixed.0,
            fixed_files: checked.fixed.1,
        },
        findings,
        unjudged,
        warnings: warnings.collect(),
    })
}

fn found(one: &Finding, fingerprint: String) -> Found<'_> {
    let fix = one
        .fix
        .as_ref()
        .map(|fix| Mending { message: &fix.message, edits: fix.edits.iter().map(edit).collect() });
    Found {
        code: one.rule.code,
        name: one.rule.name,
        kind: one.rule.kind.map(crate::reference::ReferenceKind::as_str),
        severity: Severity::of(one).as_str(),
        certainty: one.certainty.as_str(),
        path: slashed(&one.path),
        place: place(&one.region),
        message: &one.message,
        lines: lines(one),
        fix,
        help: one.help.as_deref(),
        fingerprint,
    }
}

fn edit(edit: &TextEdit) -> Edit<'_> {
    Edit { place: place(&edit.region), text: &edit.text }
}

fn place(region: &Region) -> Place {
    Place {
        start: point(region.start),
        end: point(region.end),
        bytes: [region.bytes.start, region.bytes.end],
    }
}

fn point(position: Position) -> Point {
    let Position { line, column, byte_column } = position;
    Point { line, column, byte_column }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::tests::{HARM, assert_plain, checked, hostile};
    use super::*;

    #[test]
    fn everything_is_in_it() {
        let document: Value = serde_json::from_str(&report(&checked()).unwrap()).unwrap();
        assert_eq!(document["version"], 1);
        assert_eq!(document["status"], 2);
        assert_eq!(document["summary"]["fixable"], 1);
        assert_eq!(document["findings"][0]["fix"]["edits"][0]["text"], "core.models");
        assert_eq!(document["findings"][1]["severity"], "warning");
        assert_eq!(document["unjudged"][0]["kind"], Value::Null);
        assert_eq!(document["warnings"][0]["line"], 4);
    }

    #[test]
    fn nothing_found_is_a_document() {
        let document: Value = serde_json::from_str(&report(&Checked::default()).unwrap()).unwrap();
        assert_eq!(document["findings"], Value::Array(Vec::new()));
        assert_eq!(document["status"], 0);
    }

    #[test]
    fn nothing_is_forged_and_nothing_lost() {
        let text = report(&hostile()).unwrap();
        assert_plain(&text);
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(document["findings"][0]["message"], format!("x{HARM}"));
        assert_eq!(document["findings"][0]["fix"]["edits"][0]["text"], format!("y{HARM}"));
        assert_eq!(document["warnings"][0]["message"], format!("w{HARM}"));
    }
}
