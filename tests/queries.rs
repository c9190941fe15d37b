//! `testdata/queries/<subject>.py`: every match of `queries/<subject>.scm` is announced by a
//! comment below its line, and nothing else matches.
//!
//! `#    ^^^^ kind.capture` points at the columns above it; `# <- kind.capture` at a node that
//! begins where the comment does.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read their fixtures")]

mod common;

use std::collections::BTreeSet;

use django_rehome::query;
use django_rehome::source::{PythonFile, parse_text};
use tree_sitter::{Node, Query, QueryCursor, StreamingIterator};

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

/// A match: its kind, and the names and ranges of its captures.
type Found = (String, Vec<(String, usize, usize)>);

fn found<'t>(kind: &str, captures: impl Iterator<Item = (&'t str, Node<'t>)>) -> Found {
    let range = |(name, node): (&str, Node)| (name.to_owned(), node.start_byte(), node.end_byte());
    let mut captures: Vec<_> =
        captures.map(range).filter(|(name, ..)| !name.starts_with('_')).collect();
    captures.sort();
    (kind.to_owned(), captures)
}

fn by_tree_sitter(query: &Query, file: &PythonFile) -> Vec<Found> {
    let mut all = Vec::new();
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, file.root(), file.source.bytes.as_slice());
    while let Some(one) = matches.next() {
        let settings = query.property_settings(one.pattern_index);
        let kind = settings.iter().find(|one| &*one.key == "kind").unwrap();
        let names = query.capture_names();
        let captures = one.captures().iter().map(|one| (names[one.index as usize], one.node));
        all.push(found(kind.value.as_deref().unwrap(), captures));
    }
    all
}

#[test]
fn what_is_found_is_what_tree_sitter_finds() {
    let files: Vec<PythonFile> = walkdir::WalkDir::new(common::testdata())
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter_map(|path| {
            String::from_utf8(std::fs::read(&path).unwrap()).ok().map(|text| (path, text))
        })
        .map(|(path, text)| parse_text(&path, &text).unwrap())
        .collect();
    assert!(files.len() > 1_000, "{}", files.len());
    for subject in query::ALL {
        let (name, mut count) = (subject.name(), 0);
        let text = std::fs::read_to_string(format!("queries/{name}.scm")).unwrap();
        let query = Query::new(&tree_sitter_python::LANGUAGE.into(), &text).unwrap();
        for file in &files {
            let ours = subject.matches(file, file.root()).unwrap().into_iter();
            let mut ours: Vec<Found> =
                ours.map(|one| found(one.kind, one.captures.into_iter())).collect();
            let mut theirs = by_tree_sitter(&query, file);
            ours.sort();
            theirs.sort();
            assert_eq!(ours, theirs, "{name} in {}", file.path().display());
            count += ours.len();
        }
        assert!(count > 0, "{name}: nothing to compare");
    }
}

/// Two children of one node are found in as many pairs as there are: up to a bound.
#[test]
fn matches_at_one_node_are_bounded() {
    let text = format!("x = {{{}}}\n", "'app_label': 'emr', 'model': 'encounter', ".repeat(600));
    let file = parse_text("m.py".as_ref(), &text).unwrap();
    let found = query::LOOKUPS.matches(&file, file.root()).unwrap();
    // Of either order; and each key for itself.
    assert_eq!(found.len(), 2 * (1 << 17) + 600);
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
