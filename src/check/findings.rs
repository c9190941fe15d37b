//! Stale references → findings: where, what, and how they are mended.

use std::ops::Range;
use std::path::{Path, PathBuf};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::moved::Moved;
use crate::diagnostic::Error;
use crate::edit::{Change, ChangeSet, Edit};
use crate::finding::{Finding, Fix, Position, Region, TextEdit};
use crate::plan::stale::{Mending, Stale};
use crate::reference::{Certainty, Decision, Reference, ReferenceKind};
use crate::rules::{NOT_JUDGED, Rule};
use crate::source::Source;

/// A finding, and whether the change set mends it.
pub(super) struct Found {
    pub(super) finding: Finding,
    pub(super) is_mended: bool,
}

/// The findings of one move; `shown` makes a path one that the user knows.
pub(super) fn findings(
    moved: &Moved,
    mending: &Mending,
    shown: &dyn Fn(&Path) -> PathBuf,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (path, source) in &mending.sources {
        let pieces = Pieces::of(&mending.changes, source);
        let in_file = mending.stale.iter().filter(|one| one.reference.path == *path);
        let stale: Vec<&Stale> = in_file.collect();
        let alone = pieces.cover(source, &stale);
        for one in &stale {
            let Some(rule) = Rule::of(one.reference.kind) else { continue };
            let failed = mending.failed.get(path);
            let is_mended = one.reference.decision == Decision::Rewrite && failed.is_none();
            let piece = || alone.then(|| pieces.at(source, &one.reference)).flatten();
            let said = said(moved, source, one);
            let fix = is_mended.then(|| Fix {
                message: said.advice.clone(),
                edits: match &one.edit {
                    Some(edit) => vec![text_edit(source, edit)],
                    None => piece().map(|edit| text_edit(source, &edit)).into_iter().collect(),
                },
            });
            let help = match failed {
                _ if is_mended => None,
                Some(error) => Some(in_words(error)),
                None => Some(format!(
                    "if it means the model: {}; if not, say so beside it: # django-rehome: ignore[{}]",
                    said.advice, rule.code
                )),
            };
            found.push(Found {
                finding: Finding {
                    rule,
                    certainty: one.reference.certainty,
                    path: shown(path),
                    region: region(source, one.reference.range.clone()),
                    message: said.message,
                    lines: lines(source, &one.reference.range),
                    fix,
                    help,
                },
                is_mended,
            });
        }
    }
    found
}

/// What cannot be judged, as a finding; `source` is the file, if it can be read.
pub(super) fn unjudged(
    error: &Error,
    source: Option<&Source>,
    shown: &dyn Fn(&Path) -> PathBuf,
) -> Option<Finding> {
    let place = error.place.as_ref()?;
    let unseen = Position { line: place.line, column: place.column, byte_column: place.column };
    let at = source.map_or(0, |source| offset(source, unseen));
    let start = source.map_or(unseen, |source| position(source, at));
    let bytes = at..at;
    let lines = source.map(|source| lines(source, &bytes)).unwrap_or_default();
    Some(Finding {
        rule: NOT_JUDGED,
        certainty: Certainty::Proven,
        path: shown(&place.path),
        region: Region { start, end: start, bytes },
        message: error.message.clone(),
        lines,
        fix: None,
        help: error.help.clone(),
    })
}

/// A finding in words.
struct Said {
    message: String,
    advice: String,
}

fn said(moved: &Moved, source: &Source, stale: &Stale) -> Said {
    let reference = &stale.reference;
    let (name, new) = (&reference.symbol, &moved.destination.public);
    match (&stale.edit, reference.kind) {
        (Some(edit), ReferenceKind::DottedPath) => Said {
            message: format!("{name} has moved from {} to {new}", reference.through),
            advice: format!("write {}", rewritten(source, &reference.range, edit)),
        },
        (Some(edit), _) => Said {
            message: format!(
                "{}.{name} has moved: it is {}.{name} now",
                moved.source.label, moved.label
            ),
            advice: format!("write {}", rewritten(source, &reference.range, edit)),
        },
        (None, _) => Said {
            message: format!("{name} has moved from {} to {new}", reference.through),
            advice: format!("import it from {new}"),
        },
    }
}

/// The text of `range` after an edit inside it, or at its edge.
fn rewritten(source: &Source, range: &Range<usize>, edit: &Edit) -> String {
    let (start, end) = (range.start.min(edit.range.start), range.end.max(edit.range.end));
    let (before, after) = (start..edit.range.start, edit.range.end..end);
    format!("{}{}{}", source.text(before), edit.replacement, source.text(after))
}

fn in_words(error: &Error) -> String {
    match &error.help {
        Some(help) => format!("{}: {help}", error.message),
        None => error.message.clone(),
    }
}

fn text_edit(source: &Source, edit: &Edit) -> TextEdit {
    TextEdit { region: region(source, edit.range.clone()), text: edit.replacement.clone() }
}

fn region(source: &Source, bytes: Range<usize>) -> Region {
    Region { start: position(source, bytes.start), end: position(source, bytes.end), bytes }
}

fn position(source: &Source, offset: usize) -> Position {
    let place = source.place(offset);
    let byte_column = offset - source.line_start(offset) + 1;
    Position { line: place.line, column: place.column, byte_column }
}

/// The byte offset of a place.
fn offset(source: &Source, position: Position) -> usize {
    let mut at = 0;
    for _ in 1..position.line {
        at = source.line_end(at);
    }
    let line = source.line(at);
    let column = line.char_indices().nth(position.column.saturating_sub(1));
    at + column.map_or(line.len(), |(at, _)| at)
}

/// The lines that a range touches, without their ends.
fn lines(source: &Source, range: &Range<usize>) -> Vec<String> {
    let (mut lines, mut at) = (Vec::new(), source.line_start(range.start));
    loop {
        let end = source.line_end(at);
        let line = String::from_utf8_lossy(&source.bytes[at..end]);
        lines.push(line.trim_end_matches(['\r', '\n']).to_owned());
        if end >= range.end.max(range.start + 1) || end >= source.bytes.len() {
            return lines;
        }
        at = end;
    }
}

/// What the change of a file comes to, in whole lines.
struct Pieces(Vec<Edit>);

impl Pieces {
    fn of(changes: &ChangeSet, source: &Source) -> Self {
        let change = changes.get(&source.path);
        let Some(Change { before: Some(before), after: Some(after) }) = change else {
            return Self(Vec::new());
        };
        let split = |bytes: &'_ [u8]| -> Vec<Vec<u8>> {
            bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
        };
        let (old, new) = (split(before), split(after));
        let offset = |line: usize| old[..line].iter().map(Vec::len).sum::<usize>();
        let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
        let replaced = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
        let edits = replaced.map(|op| {
            let range = offset(op.old_range().start)..offset(op.old_range().end);
            let text = new[op.new_range()].concat();
            Edit::replace(range, String::from_utf8_lossy(&text).into_owned())
        });
        Self(edits.collect())
    }

    /// Whether every piece holds a reference: each of them mends what is in it, and none only helps
    /// another.
    fn cover(&self, source: &Source, stale: &[&Stale]) -> bool {
        let holds = |piece: &&Edit| stale.iter().any(|one| touches(source, piece, &one.reference));
        // What is had through a module needs an import elsewhere.
        let through = |one: &Stale| {
            use ReferenceKind::{AttributeByName, ModuleAttribute, StarImport};
            matches!(one.reference.kind, AttributeByName | ModuleAttribute | StarImport)
        };
        !stale.iter().any(|one| through(one)) && self.0.iter().all(|piece| holds(&piece))
    }

    /// The piece that a reference is in.
    fn at(&self, source: &Source, reference: &Reference) -> Option<Edit> {
        self.0.iter().find(|piece| touches(source, piece, reference)).cloned()
    }
}

fn touches(source: &Source, piece: &Edit, reference: &Reference) -> bool {
    let lines = source.line_start(reference.range.start)..source.line_end(reference.range.end);
    piece.range.start < lines.end && lines.start < piece.range.end
}
