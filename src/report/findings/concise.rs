//! `path:line:col: RH001 message`, one line for each finding, as editors and `grep` know it.

use std::fmt::Write;

use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_WARNING_STYLE, Style,
};

use super::{Severity, all, summary};
use crate::diagnostic::{one_line, shown_path};
use crate::finding::Checked;

pub(super) fn report(checked: &Checked, color: bool) -> String {
    let mut out = String::new();
    let style = |style: Style| if color { style } else { Style::new() };
    for one in all(checked) {
        let severity = Severity::of(one);
        let (bold, loud) = match severity {
            Severity::Error => (style(DEFAULT_EMPHASIS_STYLE), style(DEFAULT_ERROR_STYLE)),
            Severity::Warning => (style(DEFAULT_EMPHASIS_STYLE), style(DEFAULT_WARNING_STYLE)),
        };
        let (path, start) = (shown_path(&one.path), one.region.start);
        let _ = write!(out, "{bold}{path}{bold:#}:{}:{}: ", start.line, start.column);
        let _ = write!(out, "{loud}{}{loud:#} {}", one.rule.code, one_line(&one.message));
        out.push_str(if severity == Severity::Warning { " (likely)\n" } else { "\n" });
    }
    for line in summary::lines(checked) {
        let _ = writeln!(out, "{line}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{checked, hostile, proven};
    use super::*;

    #[test]
    fn one_line_says_one_finding() {
        assert_eq!(
            report(&checked(), false),
            "emr/views.py:1:6: RH001 emr.models no longer defines Encounter: it has moved to core.models\n\
             emr/events.py:3:8: RH109 \"emr.Encounter\" is the old label of core.Encounter (likely)\n\
             emr/broken.py:1:1: RH000 is not valid Python, and mentions Encounter\n\
             Found 2 stale references in 2 files (1 fixable with --fix, 1 more with --include likely).\n\
             Could not judge 1 file.\n"
        );
    }

    #[test]
    fn colours_are_asked_for() {
        let one = Checked { findings: vec![proven()], ..Checked::default() };
        assert!(report(&one, true).contains("\u{1b}[1m\u{1b}[91mRH001\u{1b}[0m"));
    }

    #[test]
    fn nothing_is_forged() {
        let text = report(&hostile(), false);
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(text.starts_with("./::error::x/"), "{text}");
        super::super::tests::assert_plain(&text);
    }
}
