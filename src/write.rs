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

use self::apply::Applying;
use self::journal::{Journal, Kind, Phase};
use self::staging::{Plan, Wanted};
pub use self::undo::{Undone, undo, would_undo};
use crate::diagnostic::{Error, Place};
use crate::edit::ChangeSet;

/// Writes `changes` below `root`; `what` is the command that asks for it, as the user knows it.
///
/// # Errors
/// Nothing has been written: a file cannot be staged or renamed, or has changed since it was scanned, or
/// another run writes. Should what was renamed not be put back, the error says so.
pub fn write(root: &Path, changes: &ChangeSet, what: &str) -> Result<(), Error> {
    if changes.is_empty() {
        return Ok(());
    }
    signals::survive_limits();
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
    carry_out(&journal, &plan)
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

/// Stages what is planned, and writes it.
fn carry_out(journal: &Journal, plan: &Plan) -> Result<(), Error> {
    let state = journal.state()?;
    let slot = state.map_or_else(Default::default, |state| state.slot.other());
    journal.sweep(slot)?;
    let manifest = match plan.stage(journal, slot, state.map(|state| state.slot)) {
        Ok(manifest) => manifest,
        Err(error) => {
            // The next write sweeps up what cannot be now.
            let _ = journal.sweep(slot);
            return Err(error.help_more("nothing was written"));
        }
    };
    let applying = Applying { journal, slot, manifest: &manifest };
    let _held = signals::hold();
    let written = journal
        .begin(slot)
        .and_then(|()| applying.forward())
        .and_then(|()| journal.conclude(slot, manifest.kind));
    let Err(error) = written else {
        // What is left over is swept up by the next write.
        let _ = journal.sweep(slot.other());
        if manifest.kind == Kind::Undo {
            let _ = journal.sweep(slot);
        }
        return Ok(());
    };
    match applying.back().and_then(|()| journal.retract(slot, state.map(|state| state.slot))) {
        Ok(()) => {
            let _ = journal.sweep(slot);
            Err(error.help_more("nothing was written"))
        }
        Err(second) => Err(error.help_more(&format!(
            "what was written before it could not all be put back ({second}): when both are mended, \
             `django-rehome undo` takes the rest back"
        ))),
    }
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
