//! SARIF 2.1.0, as code scanning takes it.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde_json::{Value, json};

use super::{Severity, advice, fingerprints, lines, to_json};
use crate::diagnostic::{Diagnostic, Error, slashed};
use crate::finding::{Checked, Finding, Fix, Region};
use crate::report::explained::sentence;
use crate::rules::{RULES, Rule};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What is not encoded in a path of a URI: what RFC 3986 reserves for nothing, and the slash.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

pub(super) fn report(checked: &Checked) -> Result<String, Error> {
    let (judging, failing) = (rules(&checked.findings), rules(&checked.unjudged));
    let fingerprints = fingerprints(checked);
    let results: Vec<Value> = checked
        .findings
        .iter()
        .zip(fingerprints)
        .map(|(one, fingerprint)| result(one, &fingerprint, &judging))
        .collect();
    let unjudged = checked.unjudged.iter().map(|one| failure(one, &failing));
    let notifications: Vec<Value> = unjudged.chain(checked.warnings.iter().map(warning)).collect();
    to_json(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": judging.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                "notifications": failing.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                "%SRCROOT%": {"description": {"text": "The directory that the tool was run in."}},
            },
            "invocations": [{
                "executionSuccessful": checked.unjudged.is_empty(),
                "exitCode": checked.status(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    }))
}

/// The rules that these are about, by code.
fn rules(findings: &[Finding]) -> Vec<&'static Rule> {
    RULES.iter().filter(|rule| findings.iter().any(|one| one.rule == *rule)).collect()
}

fn descriptor(rule: &Rule) -> Value {
    let (before, after) = rule.example;
    let example = match before.is_empty() {
        true => String::new(),
        false => format!("\n\nStale:\n\n```\n{before}\n```\n\nMended:\n\n```\n{after}\n```"),
    };
    let help = format!("{}\n\n{}{example}", rule.explanation, rule.advice);
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": sentence(rule.summary)},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": help, "markdown": help},
        "defaultConfiguration": {"level": "error"},
    })
}

fn result(one: &Finding, fingerprint: &str, rules: &[&Rule]) -> Value {
    let mut result = json!({
        "ruleId": one.rule.code,
        "level": Severity::of(one).as_str(),
        "message": {"text": message(&said(one))},
        "locations": [location(&one.path, &region(&one.region, Some(one)))],
        "partialFingerprints": {"reference/v1": fingerprint},
        "properties": {"certainty": one.certainty.as_str()},
    });
    if let Some(index) = rules.iter().position(|rule| *rule == one.rule) {
        result["ruleIndex"] = json!(index);
    }
    if let Some(fix) = one.fix.as_ref().filter(|fix| !fix.edits.is_empty()) {
        result["fixes"] = json!([changes(one, fix)]);
    }
    result
}

/// One message has both: viewers show no other.
fn said(one: &Finding) -> String {
    match advice(one) {
        Some(advice) => format!("{} ({advice})", one.message),
        None => one.message.clone(),
    }
}

fn changes(one: &Finding, fix: &Fix) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            json!({
                "deletedRegion": region(&edit.region, None),
                "insertedContent": {"text": edit.text},
            })
        })
        .collect();
    json!({
        "description": {"text": message(&fix.message)},
        "artifactChanges": [{"artifactLocation": artifact(&one.path), "replacements": replacements}],
    })
}

/// A file that could not be judged is no result: the run has failed at it.
fn failure(one: &Finding, rules: &[&Rule]) -> Value {
    let index = rules.iter().position(|rule| *rule == one.rule);
    json!({
        "descriptor": index.map_or(json!({"id": one.rule.code}), |index| {
            json!({"id": one.rule.code, "index": index})
        }),
        "level": "error",
        "message": {"text": message(&said(one))},
        "locations": [location(&one.path, &region(&one.region, Some(one)))],
    })
}

fn warning(warning: &Diagnostic) -> Value {
    let place = &warning.place;
    let region = json!({"startLine": place.line, "startColumn": place.column});
    json!({
        "level": "warning",
        "message": {"text": message(&warning.message)},
        "locations": [location(&place.path, &region)],
    })
}

fn location(path: &Path, region: &Value) -> Value {
    json!({"physicalLocation": {"artifactLocation": artifact(path), "region": region}})
}

/// A region; with what is in it, where it is on one line that is shown.
fn region(region: &Region, of: Option<&Finding>) -> Value {
    let mut value = json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
        "byteOffset": region.bytes.start,
        "byteLength": region.bytes.len(),
    });
    if let Some([line]) = of.map(lines) {
        let (before, behind) = (region.start.column - 1, region.end.column - 1);
        let text: String = line.chars().take(behind).skip(before).collect();
        value["snippet"] = json!({"text": text});
    }
    value
}

/// Where a file is. Bytes of a path that are no text are encoded as they are.
fn artifact(path: &Path) -> Value {
    let slashed = slashed(path);
    let bytes = match cfg!(windows) {
        true => slashed.as_bytes(),
        false => path.as_os_str().as_encoded_bytes(),
    };
    let uri = percent_encode(bytes, PATH).to_string();
    match path.is_absolute() {
        true if cfg!(windows) => json!({"uri": format!("file:///{uri}")}),
        true => json!({"uri": format!("file://{uri}")}),
        false => json!({"uri": uri, "uriBaseId": "%SRCROOT%"}),
    }
}

/// A message, in which a brace stands for an argument, unless it is doubled, and `[text](target)` for a
/// link.
fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_plain, checked, hostile, likely, proven};
    use super::*;

    fn run(checked: &Checked) -> Value {
        let log: Value = serde_json::from_str(&report(checked).unwrap()).unwrap();
        log["runs"][0].clone()
    }

    #[test]
    fn each_finding_is_a_result_of_its_rule() {
        let run = run(&checked());
        for (index, code) in [(0, "RH001"), (1, "RH109")] {
            let result = &run["results"][index];
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(result["ruleId"], code);
            assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], code);
        }
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["snippet"]["text"], "emr.models");
        assert_eq!(run["results"][0]["fixes"].as_array().unwrap().len(), 1);
        assert!(run["results"][1].get("fixes").is_none());
    }

    #[test]
    fn what_could_not_be_judged_is_a_failure() {
        let run = run(&checked());
        let invocation = &run["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        assert_eq!(invocation["exitCode"], 2);
        let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
        assert_eq!(notifications.len(), 2);
        assert_eq!(notifications[0]["descriptor"]["id"], "RH000");
        assert_eq!(notifications[1]["level"], "warning");
    }

    #[test]
    fn nothing_found_is_a_run() {
        let run = run(&Checked::default());
        assert_eq!(run["results"], json!([]));
        assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    }

    #[test]
    fn paths_are_uris() {
        let uri =
            |path: &str| artifact(Path::new(path))["uri"].as_str().map(str::to_owned).unwrap();
        assert_eq!(uri("emr/views.py"), "emr/views.py");
        assert_eq!(uri("a b/c:d#é?.py"), "a%20b/c%3Ad%23%C3%A9%3F.py");
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            let odd = Path::new(std::ffi::OsStr::from_bytes(b"a\xff.py"));
            assert_eq!(artifact(odd)["uri"], "a%FF.py");
            assert_eq!(artifact(Path::new("/a/b.py")), json!({"uri": "file:///a/b.py"}));
        }
    }

    #[test]
    fn nothing_is_forged() {
        let text = report(&hostile()).unwrap();
        assert_plain(&text);
        let run = run(&hostile());
        let message = run["results"][0]["message"]["text"].as_str().unwrap();
        assert!(message.contains("[a] (b)") && message.contains("{{0}}"), "{message}");
    }

    #[test]
    fn places_outlive_lines_that_are_not_shown() {
        let mut one = proven();
        one.lines.clear();
        let run = run(&Checked { findings: vec![one, likely()], ..Checked::default() });
        let region = &run["results"][0]["locations"][0]["physicalLocation"]["region"];
        assert!(region.get("snippet").is_none());
        assert_eq!(region["startColumn"], 6);
    }
}
