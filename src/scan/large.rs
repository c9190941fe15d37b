//! Files that are too large to be held: their bytes are looked at a piece at a time, and no more is
//! said of them than whether something is in them.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// How long a file of Python may be, in bytes: its tree is many times as large.
const PYTHON: u64 = 8 << 20;

/// How long another file may be: a fixture is held once.
const OTHER: u64 = 128 << 20;

/// How much is held of one that is longer.
const PIECE: usize = 1 << 20;

/// How much of a piece is looked at again with the next one: nothing that is looked for is as long.
const OVERLAP: usize = 1 << 16;

/// What is in a file, unless it is too long to be held: how long it may be then, in bytes.
pub(super) enum Content {
    Whole(Vec<u8>),
    TooLong(u64),
}

/// Reads a file, and no more of it than may be held.
///
/// # Errors
/// It cannot be read.
pub(super) fn read(path: &Path) -> io::Result<Content> {
    let is_python = path.extension().is_some_and(|extension| extension == "py");
    let limit = if is_python { PYTHON } else { OTHER };
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    if length > limit {
        return Ok(Content::TooLong(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length + 1).unwrap_or_default());
    // It may grow in the meantime.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Ok(Content::TooLong(limit)),
        false => Ok(Content::Whole(bytes)),
    }
}

/// Whether `says` is true of some piece of a file.
///
/// # Errors
/// It cannot be read.
pub(super) fn says(path: &Path, says: &dyn Fn(&[u8]) -> bool) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut piece = Vec::with_capacity(PIECE + OVERLAP);
    // A hole in a file is read as zeros, and may be most of it.
    let hole = vec![0; PIECE + OVERLAP];
    loop {
        let new = (&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
        if new == 0 {
            return Ok(false);
        }
        if piece != hole[..piece.len()] && says(&piece) {
            return Ok(true);
        }
        piece.drain(..piece.len().saturating_sub(OVERLAP));
    }
}
