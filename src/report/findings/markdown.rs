//! A table, for a job summary or a comment on a merge request, where whoever writes a path must not be
//! able to write anything else: to mention people, to refer to issues, to show a picture.

use std::fmt::Write;

use super::{Severity, advice, all, summary};
use crate::diagnostic::{one_line, shown_path};
use crate::finding::Checked;

/// More rows than this are not shown: GitHub takes a summary of a megabyte, and a comment of less.
const ROWS: usize = 200;

pub(super) fn report(checked: &Checked) -> String {
    let mut out = String::new();
    let count = all(checked).count();
    if count > 0 {
        out.push_str("| Place | Rule | What | What to do |\n| --- | --- | --- | --- |\n");
    }
    for one in all(checked).take(ROWS) {
        let (path, start) = (shown_path(&one.path), one.region.start);
        let place = format!("{path}:{}:{}", start.line, start.column);
        let likely = if Severity::of(one) == Severity::Warning { " (likely)" } else { "" };
        let _ = writeln!(
            out,
            "| <code>{}</code> | {}{likely} | {} | {} |",
            entities(&place),
            text(&one.rule.to_string()),
            text(&one.message),
            text(advice(one).unwrap_or_default())
        );
    }
    if count > 0 {
        out.push('\n');
    }
    if count > ROWS {
        let _ = writeln!(out, "The first {ROWS} of {count} are shown.\n");
    }
    for line in summary::lines(checked) {
        let _ = writeln!(out, "{}", text(&line));
    }
    if !checked.warnings.is_empty() {
        out.push('\n');
    }
    for warning in &checked.warnings {
        let place = entities(&warning.place.to_string());
        let _ = writeln!(out, "- <code>{place}</code>: {}", text(&warning.message));
    }
    out
}

/// Text in a cell. GitHub and GitLab look for people, issues and the like in what Markdown has come to,
/// but not in code: so the signs of these are code.
fn text(text: &str) -> String {
    let mut out = String::new();
    let mut plain = String::new();
    for c in text.chars() {
        if matches!(c, '@' | '#' | '!' | '~' | '%' | '$' | '&') {
            out.push_str(&entities(&plain));
            plain.clear();
            let _ = write!(out, "<code>{}</code>", entities(&c.to_string()));
        } else {
            plain.push(c);
        }
    }
    out.push_str(&entities(&plain));
    out
}

/// Text of which nothing means anything in Markdown or HTML: an entity never does.
/// <https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references>
fn entities(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let plain = c.is_alphanumeric() || matches!(c, ' ' | ',' | '\'' | '(' | ')' | '/' | '?');
        // `www.` makes a link of what follows; a number with a dot or a hyphen begins a list at the
        // start of a line, where nothing of this ever stands.
        let links = c == '.' && text[..at].to_ascii_lowercase().ends_with("www");
        match plain || (matches!(c, '.' | '-') && !links) {
            true => out.push(c),
            false => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{assert_plain, checked, hostile, proven};
    use super::*;

    #[test]
    fn each_finding_is_a_row() {
        let text = report(&checked());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[2],
            "| <code>emr/views.py&#58;1&#58;6</code> | RH001 stale-import | emr.models no longer \
             defines Encounter&#58; it has moved to core.models | import it from core.models |"
        );
        assert_eq!(
            lines[6],
            "Found 2 stale references in 2 files (1 fixable with --fix, 1 more with --include likely)."
        );
        assert!(lines[9].ends_with("</code>: nothing here to ignore"), "{text}");
    }

    #[test]
    fn nothing_found_is_a_line() {
        let nothing = Checked { files: 3, ..Checked::default() };
        assert_eq!(report(&nothing), "No stale references in 3 files.\n");
    }

    #[test]
    fn a_long_table_is_cut() {
        let text = report(&Checked { findings: vec![proven(); ROWS + 1], ..Checked::default() });
        assert!(text.contains("\nThe first 200 of 201 are shown.\n\nFound 201 stale"), "{text}");
    }

    #[test]
    fn nothing_is_forged() {
        let text = report(&hostile());
        assert_plain(&text);
        for line in text.lines().filter(|line| line.starts_with("| <")) {
            assert_eq!(line.matches('|').count(), 5, "{line}");
        }
        let bare = text.replace("<code>", "").replace("</code>", "");
        assert!(!bare.contains(['<', '>', '`', '[', ']', '*', '_', '\\', '@']), "{bare}");
        assert_eq!(super::text("see www.x.org, a@b"), "see www&#46;x.org, a<code>&#64;</code>b");
    }
}
