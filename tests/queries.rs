//! `testdata/queries/<subject>.py`: every match of `queries/<subject>.scm` is announced by a
//! comment below its line, and nothing else matches.
//!
//! `#    ^^^^ kind.capture` points at the columns above it; `# <- kind.capture` at a node that
//! begins where the comment does.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read their fixtures")]

mod common;

use std::collections::BTreeSet;

use django_rehome::query;
use django_rehome::source::parse_text;

/// Line (0-based), column, length (0: not said), and what.
type Mark = (usize, usize, usize, String);

#[test]
fn every_subject_matches_what_its_fixture_marks() {
    for subject in query::ALL {
        let path = common::testdata().join("queries").join(format!("{}.py", subject.name()));
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|_| panic!("{} has no fixture", subject.name()));
        let expected = marks(&text);
        let file = parse_text(&path, &text).unwrap();
        assert_eq!(file.syntax_error(), None, "{}", path.display());
        let mut found = BTreeSet::new();
        let mut kinds = BTreeSet::new();
        for one in subject.matches(&file, file.root()).unwrap() {
            kinds.insert(one.kind);
            for (capture, node) in one.captures {
                let (at, end) = (node.start_position(), node.end_position());
                let length = if at.row == end.row { end.column - at.column } else { 0 };
                found.insert((at.row, at.column, length, format!("{}.{capture}", one.kind)));
            }
        }
        let unsaid = |mark: &Mark| (mark.0, mark.1, 0, mark.3.clone());
        let there = |mark: &Mark| {
            found.contains(mark) || (mark.2 == 0 && found.iter().any(|f| unsaid(f) == *mark))
        };
        let missing: Vec<&Mark> = expected.iter().filter(|mark| !there(mark)).collect();
        let extra: Vec<&Mark> = found
            .iter()
            .filter(|mark| !expected.contains(mark) && !expected.contains(&unsaid(mark)))
            .collect();
        assert!(missing.is_empty(), "{}: no match for {missing:?}", subject.name());
        assert!(extra.is_empty(), "{}: unannounced: {extra:?}", subject.name());
        let all: BTreeSet<&str> = subject.kinds().unwrap().into_iter().collect();
        assert_eq!(kinds, all, "{}: a kind without an example", subject.name());
    }
}

fn marks(text: &str) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    let mut row = 0;
    for (at, line) in text.lines().enumerate() {
        let comment = line.trim_start();
        let is_mark = comment.starts_with('#') && (comment.contains('^') || comment.contains("<-"));
        if !is_mark {
            row = at;
            continue;
        }
        let (column, length, what) = match line.find('^') {
            Some(column) => {
                let length = line[column..].chars().take_while(|c| *c == '^').count();
                (column, length, line[column + length..].trim())
            }
            None => {
                let column = line.find('#').unwrap();
                (column, 0, line.split_once("<-").unwrap().1.trim())
            }
        };
        for what in what.split_whitespace() {
            marks.insert((row, column, length, what.to_owned()));
        }
    }
    marks
}
