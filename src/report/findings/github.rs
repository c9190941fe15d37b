//! Annotations of GitHub Actions: workflow commands, one line each.
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write;

use super::{Severity, all, said};
use crate::diagnostic::{escape, one_line, slashed};
use crate::finding::Checked;

pub(super) fn report(checked: &Checked) -> String {
    let mut out = String::new();
    for one in all(checked) {
        let (start, end) = (one.region.start, one.region.end);
        let command = Severity::of(one).as_str();
        let path = property(&slashed(&one.path));
        let _ = write!(out, "::{command} file={path},line={},endLine={}", start.line, end.line);
        // Columns of a place on several lines are refused.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
        let title = property(&one.rule.to_string());
        let _ = writeln!(out, ",title={title}::{}", data(&said(one)));
    }
    for warning in &checked.warnings {
        let (place, message) = (&warning.place, data(&warning.message));
        let path = property(&slashed(&place.path));
        let _ = writeln!(
            out,
            "::notice file={path},line={},col={},title=django-rehome::{message}",
            place.line, place.column
        );
    }
    out
}

/// What stands behind the second `::`, as `@actions/core` escapes it.
fn data(text: &str) -> String {
    escape(text).replace('%', "%25").replace('\n', "%0A")
}

/// What a property says.
fn property(text: &str) -> String {
    one_line(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{checked, hostile, several};
    use super::*;

    #[test]
    fn one_command_says_one_finding() {
        assert_eq!(
            report(&checked()),
            "::error file=emr/views.py,line=1,endLine=1,col=6,endColumn=16,title=RH001 stale-import::\
             emr.models no longer defines Encounter: it has moved to core.models%0A\
             help: import it from core.models\n\
             ::warning file=emr/events.py,line=3,endLine=3,col=8,endColumn=23,title=RH109 stale-label::\
             \"emr.Encounter\" is the old label of core.Encounter%0Ahelp: write core.Encounter\n\
             ::error file=emr/broken.py,line=1,endLine=1,col=1,endColumn=1,title=RH000 not-judged::\
             is not valid Python, and mentions Encounter%0Ahelp: mend the file\n\
             ::notice file=emr/api.py,line=4,col=9,title=django-rehome::nothing here to ignore\n"
        );
    }

    #[test]
    fn several_lines_have_no_columns() {
        let text = report(&Checked { findings: vec![several()], ..Checked::default() });
        assert!(text.contains("line=1,endLine=3,title="), "{text}");
    }

    #[test]
    fn nothing_is_found_silently() {
        assert_eq!(report(&Checked::default()), "");
    }

    /// Reads the commands as the runner of GitHub Actions does, and finds what was to be said.
    #[test]
    fn nothing_is_forged() {
        let checked = hostile();
        let text = report(&checked);
        let unescaped = |text: &str| {
            text.replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%25", "%")
        };
        let path = one_line(&slashed(&checked.findings[0].path));
        let found = [&checked.findings[0], &checked.unjudged[0]].map(said);
        let said = [&found[0], &found[1], &checked.warnings[0].message];
        assert_eq!(text.lines().count(), said.len(), "{text}");
        for ((line, command), said) in text.lines().zip(["error", "error", "notice"]).zip(said) {
            let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
            let (name, properties) = head.split_once(' ').unwrap();
            assert_eq!(name, command);
            let known = ["file", "line", "endLine", "col", "endColumn", "title"];
            let properties: Vec<(&str, &str)> =
                properties.split(',').map(|one| one.split_once('=').unwrap()).collect();
            assert!(properties.iter().all(|(key, _)| known.contains(key)), "{properties:?}");
            assert_eq!(unescaped(properties[0].1), path);
            assert_eq!(properties.last().unwrap().0, "title");
            assert_eq!(unescaped(message), escape(said));
        }
        // The commands themselves begin with `::`: all else is as everywhere.
        super::super::tests::assert_plain(&text.replace("\n::", "\n").replacen("::", "", 1));
    }
}
