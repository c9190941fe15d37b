//! Edits and changes as plain values: what will be different, and nothing about how it gets there.
//!
//! An [`Edit`] replaces a byte range of one original file. [`Edits`] are the edits of one file,
//! sorted and disjoint. A [`Change`] is what happens to one path, and a [`ChangeSet`] is a whole
//! move: the one value that is printed, written and checked.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// One replacement in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Byte range in the ORIGINAL bytes of the file; empty for an insertion.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub replacement: String,
}

impl Edit {
    /// Replaces `range` (bytes) by `replacement`.
    pub fn replace(range: Range<usize>, replacement: impl Into<String>) -> Self {
        Self { range, replacement: replacement.into() }
    }

    /// Inserts `text` before byte `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }

    /// Deletes `range` (bytes).
    pub fn delete(range: Range<usize>) -> Self {
        Self::replace(range, "")
    }
}

/// The edits of one file. Invariant: sorted by position and disjoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

impl Edits {
    /// Sorts `edits`; insertions at one place keep the order in which they were given.
    ///
    /// # Errors
    /// Two edits that overlap: a bug of the planner, never something to skip, because the edits
    /// of a move are not independent of each other.
    pub fn new(mut edits: Vec<Edit>) -> Result<Self, Box<(Edit, Edit)>> {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        for pair in edits.windows(2) {
            if pair[0].range.end > pair[1].range.start {
                return Err(Box::new((pair[0].clone(), pair[1].clone())));
            }
        }
        Ok(Self(edits))
    }

    /// The bytes of the file after all edits; every byte outside the ranges is kept.
    pub fn apply(&self, original: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(original.len() + 256);
        let mut at = 0;
        for edit in &self.0 {
            out.extend_from_slice(&original[at..edit.range.start]);
            out.extend_from_slice(edit.replacement.as_bytes());
            at = edit.range.end;
        }
        out.extend_from_slice(&original[at..]);
        out
    }

    /// Where they are in the bytes after all edits: one range for each, empty for a deletion.
    pub fn places(&self) -> Vec<Range<usize>> {
        let (mut places, mut grown, mut gone) = (Vec::new(), 0, 0);
        for edit in &self.0 {
            let start = edit.range.start + grown - gone;
            places.push(start..start + edit.replacement.len());
            grown += edit.replacement.len();
            gone += edit.range.len();
        }
        places
    }

    /// The same edits, where what is deleted up to the end of the file takes the blank lines above
    /// it along.
    pub fn with_tail(mut self, original: &[u8]) -> Self {
        let starts_line = |at: usize| at == 0 || original[at - 1] == b'\n';
        let mut end = original.len();
        while let Some(last) = self.0.pop_if(|edit| {
            let between = &original[edit.range.end..end];
            let follows = end < original.len() && between.trim_ascii().is_empty();
            edit.replacement.is_empty()
                && starts_line(edit.range.start)
                && (between.is_empty() || follows)
        }) {
            end = last.range.start;
        }
        if end < original.len() {
            let start = self.0.last().map_or(0, |edit| edit.range.end);
            let text = original[start..end].trim_ascii_end().len();
            let mut stays = first_line_end(&original[start + text..end]);
            if text == 0 {
                let last = self.0.last_mut().map(|edit| &mut edit.replacement);
                let ends_line = last.as_ref().is_none_or(|text| text.ends_with('\n'));
                stays = if ends_line { 0 } else { stays };
                if let Some(last) = last {
                    let text = last.trim_end().len();
                    last.truncate(text + first_line_end(&last.as_bytes()[text..]));
                }
            }
            self.0.push(Edit::delete(start + text + stays..original.len()));
        }
        self
    }

    /// The same edits inside a piece of the file: those within `range`, counted from its start.
    pub fn within(&self, range: &Range<usize>) -> Self {
        let inside = self
            .0
            .iter()
            .filter(|edit| range.start <= edit.range.start && edit.range.end <= range.end)
            .map(|edit| Edit {
                range: edit.range.start - range.start..edit.range.end - range.start,
                replacement: edit.replacement.clone(),
            })
            .collect();
        Self(inside)
    }
}

/// How many bytes there are up to the end of the first line.
fn first_line_end(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1)
}

/// What happens to one path. `before` is what was scanned (`None`: the file is new), `after` what
/// it will hold (`None`: it goes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes that were scanned; `None` for a file that is created.
    pub before: Option<Vec<u8>>,
    /// The bytes afterwards; `None` for a file that goes.
    pub after: Option<Vec<u8>>,
}

/// A whole move: the change of every path, in the order of the paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet(BTreeMap<PathBuf, Change>);

impl ChangeSet {
    /// What `path` will hold, if it changes and stays.
    pub fn after(&self, path: &Path) -> Option<&[u8]> {
        self.0.get(path)?.after.as_deref()
    }

    /// Records the change of `path` (relative to the root); one that changes nothing is left out.
    pub fn insert(&mut self, path: PathBuf, change: Change) {
        if change.before != change.after {
            self.0.insert(path, change);
        }
    }

    /// The change of `path`, if it changes.
    pub fn get(&self, path: &Path) -> Option<&Change> {
        self.0.get(path)
    }

    /// Adds the changes of other files.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Whether `path` changes.
    pub fn contains(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    /// Takes the change of `path` out, if there is one.
    pub fn remove(&mut self, path: &Path) -> Option<Change> {
        self.0.remove(path)
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changes, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Change)> {
        self.0.iter().map(|(path, change)| (path.as_path(), change))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_order_and_keep_what_is_outside() {
        let edits = Edits::new(vec![
            Edit::replace(4..7, "two"),
            Edit::insert(0, "> "),
            Edit::insert(0, "! "),
            Edit::delete(7..8),
        ])
        .unwrap();
        assert_eq!(edits.apply(b"one 222 three"), b"> ! one twothree");
    }

    #[test]
    fn what_goes_with_the_end_leaves_no_blank_lines() {
        let tail = |text: &str, edits: Vec<Edit>| {
            let edits = Edits::new(edits).unwrap().with_tail(text.as_bytes());
            String::from_utf8(edits.apply(text.as_bytes())).unwrap()
        };
        assert_eq!(tail("a\n\nb\n\nc\n", vec![Edit::delete(3..5), Edit::delete(6..8)]), "a\n");
        assert_eq!(tail("a, b\n\nc\n", vec![Edit::delete(1..4), Edit::delete(6..8)]), "a\n");
        assert_eq!(tail("a\n\nc", vec![Edit::replace(0..2, "x\n"), Edit::delete(3..4)]), "x\n");
        assert_eq!(tail("\n\nc\n", vec![Edit::delete(2..4)]), "");
        assert_eq!(tail("c\n", vec![Edit::insert(0, "x\r\n\r\n"), Edit::delete(0..2)]), "x\r\n");
        // What goes in the middle, and what ends a line, keep what follows them.
        assert_eq!(tail("a\n\nb\n\nc\n", vec![Edit::delete(3..5)]), "a\n\n\nc\n");
        assert_eq!(tail("a, b\n", vec![Edit::delete(1..4)]), "a\n");
    }

    #[test]
    fn an_overlap_is_an_error_with_both_edits() {
        let clash = Edits::new(vec![Edit::replace(2..5, "a"), Edit::replace(4..6, "b")]);
        assert_eq!(clash.unwrap_err().1.replacement, "b");
    }
}
