//! A write that is done is taken back by another one; one that was cut off is taken back, or finished.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::apply::{Applying, Standing};
use super::journal::{
    Directory, HOME, Journal, Kind, Manifest, Phase, Print, Slot, State, unwritable,
};
use super::staging::{Plan, Wanted, bytes_at};
use super::{at, carry_out, signals};
use crate::diagnostic::{Error, shown_path};
use crate::edit::{Change, ChangeSet};

/// How many files a refusal names, besides the first.
const SHOWN: usize = 9;

/// What an undo does, or would do.
pub struct Undone {
    /// The command whose write it is about.
    pub what: String,
    /// Whether that is finished, and not taken back.
    pub is_finished: bool,
    /// What changes, against what is there now.
    pub changes: ChangeSet,
}

/// Takes back the last write below `root`, or one that was cut off; the latter is finished, where that is
/// asked for (`finish`). Nothing where there is none.
///
/// # Errors
/// A file is neither as before the write nor as after it, or cannot be written: nothing has changed.
pub fn undo(root: &Path, finish: bool) -> Result<Option<Undone>, Error> {
    if Journal::to_read(root)?.is_none() {
        return Ok(None);
    }
    signals::survive_limits();
    let journal = Journal::to_write(root)?;
    let Some(found) = find(&journal, finish)? else {
        return Ok(None);
    };
    let undone = found.undone(&journal)?;
    if let Some(state) = journal.state()?
        && state.phase == Phase::Begun
    {
        let manifest = journal.manifest(state.slot)?;
        let applying = Applying { journal: &journal, slot: state.slot, manifest: &manifest };
        let _held = signals::hold();
        applying.clear()?;
        match finish && manifest.kind == Kind::Written {
            true => applying.forward().and_then(|()| journal.conclude(state.slot, manifest.kind)),
            false => applying.back().and_then(|()| journal.retract(state.slot, state.previous)),
        }
        .map_err(|error| error.help_more("what is left to do is done by the same command"))?;
        // What is left over is swept up by the next write.
        if manifest.kind == Kind::Written {
            let left = if finish { state.slot.other() } else { state.slot };
            let _ = journal.sweep(left);
            return Ok(Some(undone));
        }
    }
    found.take_back(journal)?;
    Ok(Some(undone))
}

/// What [`undo()`](undo) would do.
///
/// # Errors
/// As there.
pub fn would_undo(root: &Path, finish: bool) -> Result<Option<Undone>, Error> {
    let Some(journal) = Journal::to_read(root)? else { return Ok(None) };
    journal.is_free()?;
    find(&journal, finish)?.map(|found| found.undone(&journal)).transpose()
}

/// The nearest directory above `root` in which something could be undone.
pub fn written_above(root: &Path) -> Option<PathBuf> {
    let root = std::fs::canonicalize(root).ok()?;
    let has_state = |directory: &&Path| directory.join(HOME).join("state").is_file();
    root.ancestors().skip(1).find(has_state).map(Path::to_owned)
}

/// The write that is undone or finished.
struct Found {
    slot: Slot,
    manifest: Manifest,
    wanted: Standing,
}

fn find(journal: &Journal, finish: bool) -> Result<Option<Found>, Error> {
    let Some(State { phase, slot, previous, .. }) = journal.state()? else { return Ok(None) };
    let manifest = journal.manifest(slot)?;
    let (slot, manifest, wanted) = match (phase, manifest.kind, previous) {
        (Phase::Done, ..) if finish => return Ok(None),
        (Phase::Begun, Kind::Written, _) if finish => (slot, manifest, Standing::After),
        // An undo that was cut off is begun again.
        (Phase::Begun, Kind::Undo, Some(undone)) => {
            (undone, journal.manifest(undone)?, Standing::Before)
        }
        _ => (slot, manifest, Standing::Before),
    };
    Ok(Some(Found { slot, manifest, wanted }))
}

impl Found {
    /// What is to change, if every file is as before or as after the write.
    fn undone(&self, journal: &Journal) -> Result<Undone, Error> {
        let Self { slot, manifest, wanted } = self;
        let applying = Applying { journal, slot: *slot, manifest };
        let (mut changes, mut edited) = (ChangeSet::default(), Vec::new());
        for (at, file) in manifest.files.iter().enumerate() {
            let (standing, before) = match applying.standing(file) {
                Some(found) => found,
                // It was edited, and it is none of what has to be taken back.
                None if *wanted == Standing::Before && applying.is_untouched(at, file) => continue,
                None => {
                    edited.push(file.path.as_path());
                    continue;
                }
            };
            if standing == *wanted {
                continue;
            }
            let print = if *wanted == Standing::Before { &file.before } else { &file.after };
            let staged = applying.bytes_for(at, file, *wanted);
            let after = staged.and_then(|staged| bytes_at(&staged).ok().flatten());
            if after.as_deref().map(Print::of) != *print {
                return Err(lost(&file.path, *wanted));
            }
            changes.insert(file.path.clone(), Change { before, after });
        }
        match edited.as_slice() {
            [] => Ok(Undone {
                what: manifest.what.clone(),
                is_finished: *wanted == Standing::After,
                changes,
            }),
            [first, others @ ..] => Err(edited_since(first, others, &manifest.what)),
        }
    }

    /// Takes back a write that is done, by one that can be cut off as well.
    fn take_back(&self, journal: Journal) -> Result<(), Error> {
        let Self { slot, manifest, .. } = self;
        let changes = self.undone(&journal)?.changes;
        if changes.is_empty() {
            return journal.forget().map_err(|error| unwritable(&error));
        }
        let applying = Applying { journal: &journal, slot: *slot, manifest };
        let files = manifest.files.iter().enumerate().filter_map(|(at, file)| {
            let change = changes.get(&file.path)?;
            // A mode that was changed since is no part of what is taken back.
            let there = change.before.is_some().then(|| journal.root().join(&file.path));
            let like = there.or_else(|| applying.bytes_for(at, file, Standing::Before));
            Some(Wanted {
                path: &file.path,
                before: change.before.as_deref(),
                after: change.after.as_deref(),
                like: like.unwrap_or_default(),
            })
        });
        let made = |one: &Directory| Directory { path: one.path.clone(), mode: one.mode };
        let plan = Plan {
            what: manifest.what.clone(),
            kind: Kind::Undo,
            files: files.collect(),
            made: manifest.emptied.iter().map(made).collect(),
            emptied: manifest.made.iter().map(|one| one.path.clone()).collect(),
        };
        carry_out(&[plan.stage(journal)?])
    }
}

/// Somebody has worked on these since.
fn edited_since(first: &Path, others: &[&Path], what: &str) -> Error {
    let mut message = format!("this file is neither as before `{what}` nor as after it");
    for path in others.iter().take(SHOWN) {
        let _ = write!(message, "\n  nor is {}", shown_path(path));
    }
    if others.len() > SHOWN {
        let _ = write!(message, "\n  nor are {} more", others.len() - SHOWN);
    }
    at(first, message)
        .help("put what was changed since out of the way (`git stash`), and run again")
        .help_more("nothing was changed")
}

/// The bytes that a file is to have are not in the journal.
fn lost(path: &Path, wanted: Standing) -> Error {
    let error = at(path, "what this file is to hold is not in the journal any more");
    match wanted {
        Standing::After => error.help(
            "it was being taken back when it was cut off: `django-rehome undo` takes the rest back",
        ),
        Standing::Before => {
            error.help(format!("take it back with git, and remove the directory {HOME}"))
        }
    }
}
