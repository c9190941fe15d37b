//! A code quality report of GitLab.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use serde::Serialize;

use super::{Severity, all, fingerprints, said, to_json};
use crate::diagnostic::{Error, slashed};
use crate::finding::{Checked, Finding};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn report(checked: &Checked) -> Result<String, Error> {
    let issues: Vec<Issue> = all(checked)
        .zip(fingerprints(checked))
        .map(|(one, fingerprint)| Issue {
            description: format!("{}: {}", one.rule.code, said(one)),
            check_name: one.rule.name,
            fingerprint,
            severity: severity(one),
            location: Location {
                path: slashed(&one.path),
                lines: Lines { begin: one.region.start.line, end: one.region.end.line },
            },
        })
        .collect();
    to_json(&issues)
}

/// Of GitLab's `info`, `minor`, `major`, `critical` and `blocker`.
fn severity(one: &Finding) -> &'static str {
    match (one.rule.kind, Severity::of(one)) {
        (None, _) => "critical",
        (Some(_), Severity::Error) => "major",
        (Some(_), Severity::Warning) => "minor",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::tests::{HARM, assert_plain, checked, hostile};
    use super::*;

    #[test]
    fn nothing_found_is_an_empty_list() {
        assert_eq!(report(&Checked::default()).unwrap(), "[]\n");
    }

    #[test]
    fn each_finding_is_an_issue() {
        let issues: Value = serde_json::from_str(&report(&checked()).unwrap()).unwrap();
        let severities: Vec<&Value> =
            issues.as_array().unwrap().iter().map(|issue| &issue["severity"]).collect();
        assert_eq!(severities, ["major", "minor", "critical"]);
        assert_eq!(issues[0]["check_name"], "stale-import");
        assert_eq!(issues[1]["location"]["lines"]["begin"], 3);
    }

    #[test]
    fn nothing_is_forged() {
        let text = report(&hostile()).unwrap();
        assert_plain(&text);
        let issues: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(issues[0]["description"], format!("RH001: x{HARM}\nhelp: do{HARM}"));
    }
}
