//! Stale references → findings: where, what, and how they are mended.

use std::ops::Range;
use std::path::{Path, PathBuf};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::moved::Moved;
use crate::diagnostic::Error;
use crate::diff;
use crate::edit::{Change, ChangeSet, Edit};
use crate::finding::{Finding, Fix, Position, Region, TextEdit};
use crate::plan::stale::{Mending, Stale};
use crate::reference::{Certainty, Decision, Reference, ReferenceKind};
use crate::rules::{NOT_JUDGED, Rule};
use crate::source::Source;

/// Bytes of lines that are shown with a finding, at the most.
const LONGEST: usize = 8_000;

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
        let lines = Lines::of(source);
        let pieces = Pieces::of(&mending.changes, source);
        let in_file = mending.stale.iter().filter(|one| one.reference.path == *path);
        let stale: Vec<&Stale> = in_file.collect();
        let alone = pieces.cover(&lines, &stale);
        for one in &stale {
            let Some(rule) = Rule::of(one.reference.kind) else { continue };
            let failed = mending.failed.get(path);
            // What nothing changes is not mended, however sure it is.
            let is_changed = mending.changes.contains(path);
            let is_mended =
                one.reference.decision == Decision::Rewrite && failed.is_none() && is_changed;
            let said = said(moved, source, one);
            let edit = match &one.edit {
                Some(edit) => Some(edit.clone()),
                None => pieces.at(&lines, &one.reference).filter(|_| alone),
            };
            let edits: Vec<TextEdit> = edit.iter().map(|edit| lines.text_edit(edit)).collect();
            let (fix, help) = match failed {
                Some(error) => (None, Some(in_words(error))),
                None if is_mended => (Some(Fix { message: said.advice, edits }), None),
                None if one.reference.certainty == Certainty::Proven => (None, Some(said.advice)),
                None => {
                    let message = format!(
                        "if it means the model: {}; if not, say so beside it: # django-rehome: ignore[{}]",
                        said.advice, rule.code
                    );
                    (Some(Fix { message, edits }), None)
                }
            };
            let range = one.reference.range.clone();
            let finding = Finding {
                rule,
                certainty: one.reference.certainty,
                path: shown(path),
                lines: lines.texts(&range),
                region: lines.region(range),
                message: said.message,
                fix,
                help,
            };
            found.push(Found { finding, is_mended });
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
    let (region, texts) = match source {
        None => (Region { start: unseen, end: unseen, bytes: 0..0 }, Vec::new()),
        Some(source) => {
            let lines = Lines::of(source);
            let at = lines.offset(unseen);
            (lines.region(at..at), lines.texts(&(at..at)))
        }
    };
    Some(Finding {
        rule: NOT_JUDGED,
        certainty: Certainty::Proven,
        path: shown(&place.path),
        region,
        message: error.message.clone(),
        lines: texts,
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

/// The word around an edit, as it is afterwards: `admin:core_encounter_change`, and not the whole line
/// of a fixture.
fn rewritten(source: &Source, range: &Range<usize>, edit: &Edit) -> String {
    let is_word = |byte: &u8| !byte.is_ascii_whitespace() && !b"\"'`()[]{}<>,;=".contains(byte);
    let start = range.start.min(edit.range.start);
    let before = source.bytes[start..edit.range.start].iter().rev().take_while(|one| is_word(one));
    let start = edit.range.start - before.count();
    let behind = source.bytes[edit.range.end..].iter().take(LONGEST).take_while(|one| is_word(one));
    let end = edit.range.end + behind.count();
    let (before, behind) = (start..edit.range.start, edit.range.end..end);
    format!("{}{}{}", source.text(before), edit.replacement, source.text(behind))
}

fn in_words(error: &Error) -> String {
    match &error.help {
        Some(help) => format!("{}: {help}", error.message),
        None => error.message.clone(),
    }
}

/// Where the lines of a file begin: a fixture may be one line of thousands of findings.
struct Lines<'s> {
    source: &'s Source,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn of(source: &'s Source) -> Self {
        let ends = source.bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let starts = [source.line_start(0)].into_iter().chain(ends.map(|(at, _)| at + 1));
        Self { source, starts: starts.collect() }
    }

    /// Which line holds a byte, counted from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The byte behind a line.
    fn end(&self, line: usize) -> usize {
        self.starts.get(line + 1).copied().unwrap_or(self.source.bytes.len())
    }

    fn position(&self, offset: usize) -> Position {
        let line = self.line(offset);
        // A mark before the text is a character of the line as it is shown.
        let marked = line == 0 && (1..=offset).contains(&self.source.start());
        let column = self.source.place(offset).column + usize::from(marked);
        let byte_column = offset.saturating_sub(self.starts[line]) + 1;
        Position { line: line + 1, column, byte_column }
    }

    fn region(&self, bytes: Range<usize>) -> Region {
        Region { start: self.position(bytes.start), end: self.position(bytes.end), bytes }
    }

    fn text_edit(&self, edit: &Edit) -> TextEdit {
        TextEdit { region: self.region(edit.range.clone()), text: edit.replacement.clone() }
    }

    /// The byte at a place.
    fn offset(&self, position: Position) -> usize {
        let line = position.line.saturating_sub(1).min(self.starts.len() - 1);
        let text = self.source.text(self.starts[line]..self.end(line));
        let column = text.char_indices().nth(position.column.saturating_sub(1));
        self.starts[line] + column.map_or(text.len(), |(at, _)| at)
    }

    /// The bytes of the lines that a range touches.
    fn around(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1).max(range.start);
        self.starts[self.line(range.start)]..self.end(self.line(last))
    }

    /// The lines that a range touches, without their ends; none where nobody could read them.
    fn texts(&self, range: &Range<usize>) -> Vec<String> {
        let around = self.around(range);
        if around.len() > LONGEST {
            return Vec::new();
        }
        let texts = self.source.bytes[around].split_inclusive(|byte| *byte == b'\n');
        let text =
            |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end_matches(['\r', '\n']).to_owned();
        texts.map(text).collect()
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
        let (old, new) = (diff::lines(before), diff::lines(after));
        let offset = |line: usize| old[..line].iter().map(|line| line.len()).sum::<usize>();
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
    fn cover(&self, lines: &Lines, stale: &[&Stale]) -> bool {
        // What is had through a module needs an import elsewhere.
        let through = |one: &&Stale| {
            use ReferenceKind::{AttributeByName, ModuleAttribute, StarImport};
            matches!(one.reference.kind, AttributeByName | ModuleAttribute | StarImport)
        };
        if self.0.is_empty() || stale.iter().any(through) {
            return false;
        }
        let around: Vec<Range<usize>> =
            stale.iter().map(|one| lines.around(&one.reference.range)).collect();
        self.0.iter().all(|piece| around.iter().any(|lines| touches(piece, lines)))
    }

    /// The piece that a reference is in.
    fn at(&self, lines: &Lines, reference: &Reference) -> Option<Edit> {
        let around = lines.around(&reference.range);
        self.0.iter().find(|piece| touches(piece, &around)).cloned()
    }
}

fn touches(piece: &Edit, lines: &Range<usize>) -> bool {
    piece.range.start < lines.end && lines.start < piece.range.end
}
