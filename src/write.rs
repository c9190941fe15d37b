//! Change set → disk: the only writer of the user's tree. All files are written, or none.
//!
//! What is written goes through a journal, the directory `.django-rehome` at the root, which git ignores
//! and the walk does not enter:
//!
//! 1. the new bytes of every file and the old ones are staged in it and flushed, with a manifest;
//! 2. each target is compared with what was scanned;
//! 3. the journal says that the write has begun;
//! 4. each file is compared once more and renamed into its place, or taken out of it;
//! 5. the journal says that the write is done, and keeps the old bytes.
//!
//! When a step fails, what was renamed is put back from the journal: by renames as well, so that no full
//! disk is in the way. Killed before step 3, it has changed nothing, and the next write sweeps up what is
//! in the journal. Killed between 3 and 5, the tree may be mixed: [`settled`] says so to every command
//! that reads it, and [`undo()`] takes the write back, or finishes it. A write that is done is taken back
//! by another one, which writes the old bytes by the same steps.

mod apply;
mod attributes;
mod journal;
mod name;
mod signals;
mod staging;
mod undo;

use std::path::{Path, PathBuf};

use self::journal::{Journal, Kind, Phase};
use self::staging::{Plan, Staged, Wanted};
pub use self::undo::{Undone, undo, would_undo, written_above};
use crate::diagnostic::{Error, Place};
use crate::edit::ChangeSet;

/// Writes `changes` below `root`; `what` is the command that asks for it, as the user knows it.
///
/// # Errors
/// As those of [`write_all`].
pub fn write(root: &Path, changes: &ChangeSet, what: &str) -> Result<(), Error> {
    write_all(&[(root, changes)], what)
}

/// Writes the changes of several projects: of all of them, or of none.
///
/// # Errors
/// Nothing has been written: a file cannot be staged or renamed, or has changed since it was scanned, or
/// another run writes. Should what was renamed not be put back, the error says so.
pub fn write_all(projects: &[(&Path, &ChangeSet)], what: &str) -> Result<(), Error> {
    signals::survive_limits();
    let mut staged = Vec::new();
    for (root, changes) in projects.iter().filter(|(_, changes)| !changes.is_empty()) {
        match stage(root, changes, what) {
            Ok(one) => staged.push(one),
            Err(error) => {
                staged.iter().for_each(Staged::forget);
                return Err(error);
            }
        }
    }
    carry_out(&staged)
}

fn stage(root: &Path, changes: &ChangeSet, what: &str) -> Result<Staged, Error> {
    let journal = Journal::to_write(root)?;
    if let Some(state) = journal.state()?
        && state.phase == Phase::Begun
    {
        return Err(journal.cut_off(state)?);
    }
    let files = changes.iter().map(|(path, change)| Wanted {
        path,
        before: change.before.as_deref(),
        after: change.after.as_deref(),
        like: journal.root().join(path),
    });
    let gone = changes.iter().filter(|(_, change)| change.after.is_none());
    let plan = Plan {
        what: what.to_owned(),
        kind: Kind::Written,
        files: files.collect(),
        made: Vec::new(),
        emptied: gone.flat_map(|(path, _)| directories(path)).map(Path::to_owned).collect(),
    };
    plan.stage(journal)
}

/// Says whether a write was cut off, so that the tree below `root` may be mixed.
///
/// # Errors
/// It was, or one is at work. Or what the journal says cannot be read.
pub fn settled(root: &Path) -> Result<(), Error> {
    let Some(journal) = Journal::to_read(root)? else { return Ok(()) };
    match journal.state()? {
        Some(state) if state.phase == Phase::Begun => {
            journal.is_free()?;
            Err(journal.cut_off(state)?)
        }
        _ => Ok(()),
    }
}

/// Writes what is staged: all of it, or none.
fn carry_out(all: &[Staged]) -> Result<(), Error> {
    let _held = signals::hold();
    for (at, one) in all.iter().enumerate() {
        let Err(error) = one.begin().and_then(|()| one.applying().forward()) else { continue };
        let put_back: Vec<_> = all[..=at].iter().rev().map(Staged::put_back).collect();
        all[at + 1..].iter().for_each(Staged::forget);
        return Err(match put_back.into_iter().find_map(Result::err) {
            None => error.help_more("nothing was written"),
            Some(second) => error.help_more(&format!(
                "what was written before it could not all be put back ({second}): when both are \
                 mended, `django-rehome undo` takes the rest back"
            )),
        });
    }
    for (at, one) in all.iter().enumerate() {
        let Err(error) = one.conclude() else { continue };
        return Err(match all {
            [one] if one.put_back().is_ok() => error.help_more("nothing was written"),
            _ => error.help_more(&format!(
                "{} of {} projects are written for good: {}",
                at,
                all.len(),
                journal::WAYS_ON
            )),
        });
    }
    all.iter().for_each(Staged::clean);
    Ok(())
}

/// The directories above a file, relative as it is, the innermost first.
fn directories(path: &Path) -> impl Iterator<Item = &Path> {
    path.ancestors().skip(1).filter(|directory| !directory.as_os_str().is_empty())
}

/// What is wrong with a file.
fn failure(path: &Path, what: &str, error: &std::io::Error) -> Error {
    at(path, format!("{what}: {error}"))
}

/// An error about a whole file.
fn at(path: &Path, message: impl Into<String>) -> Error {
    Error::new(message).at(Place { path: PathBuf::from(path), line: 1, column: 1 })
}
