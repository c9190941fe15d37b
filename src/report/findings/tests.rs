//! What the tests of the formats are about.

use std::ops::Range;
use std::path::PathBuf;

use super::*;
use crate::diagnostic::{Diagnostic, Place};
use crate::finding::{Fix, Position, Region, TextEdit};
use crate::reference::ReferenceKind;
use crate::rules::{NOT_JUDGED, Rule};

/// A place on one line of plain characters, whose first is byte `above` of the file.
pub(super) fn region(line: usize, columns: Range<usize>, above: usize) -> Region {
    let at = |column| Position { line, column, byte_column: column };
    let bytes = above + columns.start - 1..above + columns.end - 1;
    Region { start: at(columns.start), end: at(columns.end), bytes }
}

pub(super) fn proven() -> Finding {
    Finding {
        rule: Rule::of(ReferenceKind::FromImport).unwrap(),
        certainty: Certainty::Proven,
        path: "emr/views.py".into(),
        region: region(1, 6..16, 0),
        message: "emr.models no longer defines Encounter: it has moved to core.models".to_owned(),
        lines: vec!["from emr.models import Encounter".to_owned()],
        fix: Some(Fix {
            message: "import it from core.models".to_owned(),
            edits: vec![TextEdit { region: region(1, 6..16, 0), text: "core.models".to_owned() }],
        }),
        help: None,
    }
}

pub(super) fn likely() -> Finding {
    Finding {
        rule: Rule::of(ReferenceKind::Label).unwrap(),
        certainty: Certainty::Likely,
        path: "emr/events.py".into(),
        region: region(3, 8..23, 40),
        message: "\"emr.Encounter\" is the old label of core.Encounter".to_owned(),
        lines: vec!["TOPIC: \"emr.Encounter\"".to_owned()],
        fix: Some(Fix { message: "write core.Encounter".to_owned(), edits: Vec::new() }),
        help: None,
    }
}

/// A finding that goes over two lines, and that nobody can mend but the user.
pub(super) fn several() -> Finding {
    let mut one = proven();
    one.lines = ["from emr.models import (", "    Encounter,", ")"].map(str::to_owned).to_vec();
    one.region.end = Position { line: 3, column: 2, byte_column: 2 };
    one.region.bytes.end = 41;
    one.fix = None;
    one.help = Some("import it from core.models".to_owned());
    one
}

pub(super) fn unjudged() -> Finding {
    Finding {
        rule: NOT_JUDGED,
        certainty: Certainty::Proven,
        path: "emr/broken.py".into(),
        region: region(1, 1..1, 0),
        message: "is not valid Python, and mentions Encounter".to_owned(),
        lines: Vec::new(),
        fix: None,
        help: Some("mend the file".to_owned()),
    }
}

/// One of each, and a comment that spares nothing.
pub(super) fn checked() -> Checked {
    let place = Place { path: "emr/api.py".into(), line: 4, column: 9 };
    Checked {
        findings: vec![proven(), likely()],
        unjudged: vec![unjudged()],
        warnings: vec![Diagnostic { place, message: "nothing here to ignore".to_owned() }],
        files: 12,
        fixed: (0, 0),
    }
}

/// What somebody would write who wants to do harm by what is printed.
pub(super) const HARM: &str = "\u{1b}[2J\r::error::no\n::error file=a::no ##[error]no ##vso[task.complete]\
     \u{202e}\u{2028}\u{61c}\u{200b}\u{e0041}\u{9b}1m %0A a,b|c`d` </script><!-- [a](b) @all #1 {0} \"'\\";

/// A finding with that in each of its texts, and a path that is no text at all.
pub(super) fn hostile() -> Checked {
    let mut one = proven();
    one.path = hostile_path();
    one.message = format!("x{HARM}");
    one.lines = vec![format!("{}é from emr.models", HARM.replace('\n', " "))];
    let columns = one.lines[0].chars().count() - 10..one.lines[0].chars().count();
    one.region = region(1, columns, 0);
    one.fix = Some(Fix {
        message: format!("do{HARM}"),
        edits: vec![TextEdit { region: one.region.clone(), text: format!("y{HARM}") }],
    });
    let place = Place { path: one.path.clone(), line: 1, column: 1 };
    let mut other = unjudged();
    other.path = hostile_path();
    other.message = format!("z{HARM}");
    other.help = Some(format!("help{HARM}"));
    Checked {
        findings: vec![one],
        unjudged: vec![other],
        warnings: vec![Diagnostic { place, message: format!("w{HARM}") }],
        files: 1,
        fixed: (0, 0),
    }
}

fn hostile_path() -> PathBuf {
    let name = format!("::error::x/{}", HARM.replace("</", "<"));
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        let bytes = [name.as_bytes(), b"\xff\xfe.py"].concat();
        std::ffi::OsString::from_vec(bytes).into()
    }
    #[cfg(not(unix))]
    name.into()
}

/// Nothing is in the text that a terminal obeys, and no line of it is a command to a CI.
pub(super) fn assert_plain(text: &str) {
    for c in text.chars() {
        assert!(!is_hidden(c), "{} in {text}", c.escape_unicode());
    }
    for line in text.lines() {
        assert!(!line.trim_start().starts_with("::"), "{line}");
        for command in ["##[", "##vso[", "##teamcity["] {
            assert!(!line.contains(command), "{line}");
        }
    }
}

#[test]
fn fingerprints_stay_and_differ() {
    let moved = |by: usize| {
        let mut one = proven();
        one.region.start.line += by;
        one
    };
    let of = |findings| fingerprints(&Checked { findings, ..Checked::default() });
    let first = of(vec![proven(), moved(7), likely()]);
    assert_eq!(first.len(), 3);
    assert!(first[0] != first[1] && first[0] != first[2]);
    assert_eq!(first, of(vec![moved(20), moved(28), likely()]));
    assert_eq!(first[2], of(vec![likely()])[0]);
}

#[test]
fn lines_that_nobody_reads_are_left_out() {
    let mut one = proven();
    one.lines = vec![format!("[{}", "{\"model\": \"emr.encounter\"}, ".repeat(10_000))];
    let checked = Checked { findings: vec![one; 200], ..Checked::default() };
    for format in [Format::Full, Format::Json, Format::Sarif] {
        let text = findings(&checked, format, false).unwrap();
        assert!(text.len() < 500_000, "{format:?}: {}", text.len());
        assert!(text.contains("emr.models no longer defines"), "{format:?}");
    }
}

#[test]
fn json_says_the_same_and_harms_nobody() {
    let text = to_json(&HARM).unwrap();
    assert_eq!(serde_json::from_str::<String>(&text).unwrap(), HARM);
    assert!(!text.contains("</") && !text.contains("##"), "{text}");
    assert_plain(&text);
}
