//! An admin module with the registrations of the model in statements of their own, so that these
//! can be moved as any statement can. Nobody runs it: it is what the move is worked out on.

use std::collections::BTreeSet;
use std::ops::Range;

use super::registration::{Part, Piece, children};
use crate::edit::{Edit, Edits};
use crate::imports::{LINE_LENGTH, Needed};
use crate::reference::Reference;
use crate::source::Source;

/// An admin module to move the admin of the model out of.
pub(super) struct Version {
    /// Its text.
    pub(super) source: Source,
    /// The references in it.
    pub(super) references: Vec<Reference>,
    /// What the new statements take that the module does not import.
    pub(super) imports: BTreeSet<Needed>,
    /// The module as it was scanned.
    scanned: Source,
    /// What made it into this, in order.
    edits: Vec<Edit>,
}

/// A statement that is new: where, its text, and what of it stands in the module.
struct New {
    at: usize,
    text: String,
    /// Copies of a range of the module, by where they begin in the text.
    copies: Vec<(usize, Range<usize>)>,
}

impl Version {
    /// The module as it is.
    pub(super) fn as_it_is(source: Source, references: &[&Reference]) -> Self {
        let references = references.iter().map(|one| (*one).clone()).collect();
        let (edits, imports) = (Vec::new(), BTreeSet::new());
        Self { scanned: source.clone(), source, references, imports, edits }
    }

    /// The module with `parts` in statements of their own, each before the byte beside it, which
    /// begins a line. `None` where two of them meet.
    pub(super) fn split(&self, parts: &[(usize, &Part)]) -> Option<Self> {
        let source = &self.scanned;
        let (mut edits, mut new) = (Vec::new(), Vec::new());
        for (at, part) in parts {
            let (removal, comment) = removal(source, part);
            let one = statement(source, part, *at, comment);
            edits.push(Edit::insert(*at, one.text.clone()));
            edits.extend(removal);
            new.push(one);
        }
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        // Models may leave a decorator one by one, and it goes once.
        edits.dedup_by(|one, other| one == other && !one.range.is_empty());
        let made = Edits::new(edits.clone()).ok()?;
        let commas = parts.iter().filter_map(|(_, part)| lost_comma(source, part, &made));
        let commas: BTreeSet<usize> = commas.collect();
        edits.extend(commas.into_iter().map(|at| Edit::insert(at, ",")));
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let bytes = Edits::new(edits.clone()).ok()?.apply(&source.bytes);
        let version = Self {
            source: Source::new(source.path.clone(), bytes),
            references: Vec::new(),
            imports: parts.iter().filter_map(|(_, part)| part.import.clone()).collect(),
            scanned: source.clone(),
            edits,
        };
        let mut references = Vec::new();
        for one in &self.references {
            let goes = version
                .edits
                .iter()
                .any(|edit| edit.range.start < one.range.end && one.range.start < edit.range.end);
            if !goes {
                references.push(shifted(one, &|at| version.after(at)));
            }
        }
        // Statements at one place follow each other.
        let mut before: Vec<(usize, usize)> = Vec::new();
        for statement in &new {
            let above: usize =
                before.iter().filter(|(at, _)| *at == statement.at).map(|(_, len)| len).sum();
            let here: usize =
                new.iter().filter(|one| one.at == statement.at).map(|one| one.text.len()).sum();
            let start = version.after(statement.at) - here + above;
            before.push((statement.at, statement.text.len()));
            for (offset, range) in &statement.copies {
                let inside =
                    |one: &&Reference| range.start <= one.range.start && one.range.end <= range.end;
                let moved = |at: usize| start + offset + at - range.start;
                let copied = self.references.iter().filter(inside);
                references.extend(copied.map(|one| shifted(one, &moved)));
            }
        }
        references.sort_by_key(|one| one.range.start);
        Some(Self { references, ..version })
    }

    /// Whether the text is that of the file.
    pub(super) fn is_scanned(&self) -> bool {
        self.edits.is_empty()
    }

    /// The bytes of the file.
    pub(super) fn scanned(&self) -> Vec<u8> {
        self.scanned.bytes.clone()
    }

    /// The line (1-based) of the file that a byte of this text comes from.
    pub(super) fn line(&self, at: usize) -> Option<usize> {
        let mut shift = 0;
        for edit in &self.edits {
            let start = edit.range.start.checked_add_signed(shift)?;
            if at < start {
                break;
            }
            if at < start + edit.replacement.len() {
                return None;
            }
            shift += change(edit);
        }
        Some(self.scanned.place(at.checked_add_signed(-shift)?).line)
    }

    /// Where a byte of the file is in this text, if it is there.
    fn after(&self, at: usize) -> usize {
        let before = self.edits.iter().filter(|edit| edit.range.end <= at);
        at.saturating_add_signed(before.map(change).sum())
    }
}

/// How many bytes an edit adds.
fn change(edit: &Edit) -> isize {
    edit.replacement.len().cast_signed() - edit.range.len().cast_signed()
}

fn shifted(one: &Reference, to: &dyn Fn(usize) -> usize) -> Reference {
    let shift = |range: &Range<usize>| to(range.start)..to(range.start) + range.len();
    let (range, address) = (shift(&one.range), shift(&one.address));
    Reference { range, address, ..one.clone() }
}

/// The registration of the model alone, on lines of its own.
fn statement(source: &Source, part: &Part, at: usize, comment: Option<&str>) -> New {
    let newline = source.newline();
    let (text, copies) = laid_out(source, part, "(", ", ", ")");
    let (mut text, copies) = match text.contains('\n') || text.chars().count() > LINE_LENGTH {
        false => (text, copies),
        true => {
            let (open, next) = (format!("({newline}    "), format!(",{newline}    "));
            laid_out(source, part, &open, &next, &format!(",{newline})"))
        }
    };
    if let Some(comment) = comment {
        text.push_str("  ");
        text.push_str(comment);
    }
    text.push_str(newline);
    New { at, text, copies }
}

/// The call in a statement, with what stands before, between and behind its arguments.
fn laid_out(
    source: &Source,
    part: &Part,
    open: &str,
    next: &str,
    close: &str,
) -> (String, Vec<(usize, Range<usize>)>) {
    let (mut text, mut copies) = (String::new(), Vec::new());
    let mut push = |text: &mut String, piece: &Piece| match piece {
        Piece::Copy(node) => {
            copies.push((text.len(), node.byte_range()));
            text.push_str(source.text(node.byte_range()));
        }
        Piece::Text(other) => text.push_str(other),
    };
    for piece in &part.function {
        push(&mut text, piece);
    }
    for (index, piece) in part.arguments.iter().enumerate() {
        text.push_str(if index == 0 { open } else { next });
        push(&mut text, piece);
    }
    text.push_str(close);
    (text, copies)
}

/// What is taken away of the statement that stays, and the comment that goes with it.
fn removal<'s>(source: &'s Source, part: &Part) -> (Vec<Edit>, Option<&'s str>) {
    let item = part.decorator.unwrap_or(part.model).byte_range();
    let line = source.line_start(item.start)..source.line_end(item.end);
    let comma = comma_behind(source, item.end);
    let rest = source.text(comma.unwrap_or(item.end)..line.end).trim();
    let is_first = source.is_blank(line.start..item.start);
    let is_alone = is_first && (rest.is_empty() || rest.starts_with('#'));
    let comment = Some(rest).filter(|rest| is_alone && !rest.is_empty());
    if part.decorator.is_some() {
        return (vec![Edit::delete(line)], comment);
    }
    let items = children(part.brackets);
    let at = items.iter().position(|one| *one == part.model).unwrap_or_default();
    // The first one that stays keeps no comma before it.
    let is_behind = items[..at].iter().any(|one| !part.leaving.contains(one));
    let previous = at.checked_sub(1).filter(|_| is_behind);
    let previous = previous.map(|at| items[at].end_byte()..item.end);
    let next = items.get(at + 1).map(|next| item.start..next.start_byte());
    let plain = |range: &Range<usize>| !source.text(range.clone()).contains('#');
    let range = match (previous.filter(plain), next.filter(plain)) {
        _ if is_alone => line,
        (_, Some(range)) if is_first => range,
        (Some(range), _) | (None, Some(range)) => range,
        (None, None) => item.start..comma.unwrap_or(item.end),
    };
    (vec![Edit::delete(range)], comment)
}

/// Where a tuple of which `edits` leave one item needs a comma: `(A)` would be none.
fn lost_comma(source: &Source, part: &Part, edits: &Edits) -> Option<usize> {
    let items = children(part.brackets);
    let mut stays = items.iter().filter(|one| !part.leaving.contains(one));
    let (only, None) = (stays.next()?.end_byte(), stays.next()) else { return None };
    let rest = only..part.brackets.end_byte();
    let rest = edits.within(&rest).apply(&source.bytes[rest]);
    let code = |line: &str| line.split('#').next().is_some_and(|code| code.contains(','));
    let keeps_it = String::from_utf8_lossy(&rest).lines().any(code);
    (part.brackets.kind() == "tuple" && !keeps_it).then_some(only)
}

/// Where the comma ends that follows an item.
fn comma_behind(source: &Source, end: usize) -> Option<usize> {
    let rest = source.bytes.get(end..)?;
    let gap = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
    (rest[gap] == b',').then_some(end + gap + 1)
}
