//! What a write needs, in its slot of the journal: nothing in the tree changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::apply::Applying;
use super::attributes::{create_private, mode, names, sync_directory, take_over};
use super::journal::{
    BACK, BEGUN, DONE, Directory, Entry, Journal, Kind, Manifest, Phase, Print, Slot, State,
    VERSION, unwritable,
};
use super::{at, directories, failure};
use crate::diagnostic::Error;

/// A file that is to be written.
pub(super) struct Wanted<'a> {
    /// Its path below the root.
    pub(super) path: &'a Path,
    /// What it holds; nothing where it is not there.
    pub(super) before: Option<&'a [u8]>,
    /// What it will hold; nothing where it goes.
    pub(super) after: Option<&'a [u8]>,
    /// The file whose mode and owner it will have, if that is there.
    pub(super) like: PathBuf,
}

/// What is to be written.
pub(super) struct Plan<'a> {
    pub(super) what: String,
    pub(super) kind: Kind,
    pub(super) files: Vec<Wanted<'a>>,
    /// Directories that are made again, with the modes that they had.
    pub(super) made: Vec<Directory>,
    /// Directories that go if they are left empty.
    pub(super) emptied: BTreeSet<PathBuf>,
}

/// What is staged in a slot of a journal.
pub(super) struct Staged {
    journal: Journal,
    slot: Slot,
    /// The slot that counts before.
    previous: Option<Slot>,
    manifest: Manifest,
}

impl Staged {
    pub(super) fn begin(&self) -> Result<(), Error> {
        self.journal.begin(self.slot)
    }

    pub(super) fn applying(&self) -> Applying<'_> {
        Applying { journal: &self.journal, slot: self.slot, manifest: &self.manifest }
    }

    pub(super) fn conclude(&self) -> Result<(), Error> {
        self.journal.conclude(self.slot, self.manifest.kind)
    }

    /// Makes the tree what it was.
    pub(super) fn put_back(&self) -> Result<(), Error> {
        self.applying().back()?;
        self.journal.retract(self.slot, self.previous)?;
        self.forget();
        Ok(())
    }

    /// Sweeps up what was staged. What cannot be is swept up by the next write.
    pub(super) fn forget(&self) {
        let _ = self.journal.sweep(self.slot);
    }

    /// Sweeps up what no undo needs any more.
    pub(super) fn clean(&self) {
        let _ = self.journal.sweep(self.slot.other());
        if self.manifest.kind == Kind::Undo {
            self.forget();
        }
    }
}

impl Plan<'_> {
    /// Puts all of it into the slot that is free, and compares each target with what it is taken to hold.
    ///
    /// # Errors
    /// A target is no plain file that we may write, or holds something else; or there is no room.
    pub(super) fn stage(&self, journal: Journal) -> Result<Staged, Error> {
        let previous = journal.state()?.map(|state| state.slot);
        let slot = previous.map_or_else(Default::default, Slot::other);
        journal.sweep(slot)?;
        match self.fill(&journal, slot, previous) {
            Ok(manifest) => Ok(Staged { journal, slot, previous, manifest }),
            Err(error) => {
                // The next write sweeps up what cannot be now.
                let _ = journal.sweep(slot);
                Err(error.help_more("nothing was written"))
            }
        }
    }

    fn fill(
        &self,
        journal: &Journal,
        slot: Slot,
        previous: Option<Slot>,
    ) -> Result<Manifest, Error> {
        let root = journal.root();
        let mut targets = Vec::new();
        for file in &self.files {
            targets.push(target(root, file.path)?);
        }
        let place = journal.slot(slot);
        let wrong = |error: io::Error| unwritable(&error);
        fs::create_dir(&place).map_err(wrong)?;
        for (at, (file, target)) in self.files.iter().zip(&targets).enumerate() {
            let cannot = |error: io::Error| failure(file.path, "cannot be written", &error);
            if let Some(after) = file.after {
                let like = fs::symlink_metadata(&file.like).ok();
                put(&new_bytes(&place, at), after, like.as_ref()).map_err(cannot)?;
            }
            if let Some(before) = file.before {
                put(&old_bytes(&place, at), before, target.as_ref()).map_err(cannot)?;
            }
        }
        let manifest = self.manifest(root);
        put_json(&place.join("manifest.json"), &manifest).map_err(wrong)?;
        let state = |phase, slot, previous| State { version: VERSION, phase, slot, previous };
        put_json(&place.join(BEGUN), &state(Phase::Begun, slot, previous)).map_err(wrong)?;
        if self.kind == Kind::Written {
            put_json(&place.join(DONE), &state(Phase::Done, slot, None)).map_err(wrong)?;
        }
        if let Some(previous) = previous {
            put_json(&place.join(BACK), &state(Phase::Done, previous, None)).map_err(wrong)?;
        }
        sync_directory(&place).and_then(|()| journal.sync()).map_err(wrong)?;
        for file in &self.files {
            unchanged(root, file)?;
        }
        Ok(manifest)
    }

    fn manifest(&self, root: &Path) -> Manifest {
        let mut made: BTreeMap<&Path, Option<u32>> = BTreeMap::new();
        for file in self.files.iter().filter(|file| file.after.is_some()) {
            made.extend(directories(file.path).map(|directory| (directory, None)));
        }
        made.extend(self.made.iter().map(|one| (one.path.as_path(), one.mode)));
        let there = |path: &Path| fs::symlink_metadata(root.join(path)).ok();
        let made = made.into_iter().filter(|(path, _)| there(path).is_none());
        let emptied = self.emptied.iter().filter_map(|path| Some((path, there(path)?)));
        Manifest {
            version: VERSION,
            kind: self.kind,
            what: self.what.clone(),
            files: self.files.iter().map(entry).collect(),
            made: made.map(|(path, mode)| Directory { path: path.to_owned(), mode }).collect(),
            emptied: emptied
                .map(|(path, metadata)| Directory { path: path.clone(), mode: mode(&metadata) })
                .collect(),
        }
    }
}

fn entry(file: &Wanted) -> Entry {
    let path = file.path.to_owned();
    Entry { path, before: file.before.map(Print::of), after: file.after.map(Print::of) }
}

/// Where the new bytes of a file are, in a slot.
pub(super) fn new_bytes(slot: &Path, at: usize) -> PathBuf {
    slot.join(format!("{at}.new"))
}

/// Where the old bytes of a file are, in a slot.
pub(super) fn old_bytes(slot: &Path, at: usize) -> PathBuf {
    slot.join(format!("{at}.old"))
}

/// Writes a file anew, so that it survives a power cut.
pub(super) fn put(path: &Path, bytes: &[u8], like: Option<&Metadata>) -> io::Result<()> {
    let mut file = match like {
        Some(_) => create_private(path)?,
        None => fs::File::create_new(path)?,
    };
    file.write_all(bytes)?;
    if let Some(like) = like {
        take_over(&file, like)?;
    }
    file.sync_all()
}

fn put_json(path: &Path, value: &impl Serialize) -> io::Result<()> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    put(path, &bytes, None)
}

/// The place of a file below the root; none where links would lead to it from outside.
pub(super) fn place_of(root: &Path, path: &Path) -> io::Result<Option<PathBuf>> {
    let whole = root.join(path);
    let there = whole.ancestors().skip(1).find(|directory| directory.exists());
    let real = there.unwrap_or(root).canonicalize()?;
    Ok(real.starts_with(root).then_some(whole))
}

/// What is at the place of a file that is to be written: a plain file below the root, or nothing.
fn target(root: &Path, path: &Path) -> Result<Option<Metadata>, Error> {
    let place = place_of(root, path).map_err(|error| failure(path, "cannot be written", &error))?;
    let metadata = place.as_ref().and_then(|place| fs::symlink_metadata(place).ok());
    let is_link = metadata.as_ref().is_some_and(|metadata| metadata.file_type().is_symlink());
    if place.is_none() || is_link {
        return Err(behind_a_link(path));
    }
    let Some(metadata) = metadata else { return Ok(None) };
    if !metadata.is_file() {
        return Err(at(path, "this is not a file").help("have it out of the way"));
    }
    if metadata.permissions().readonly() {
        return Err(at(path, "this file is read-only").help("make it writable"));
    }
    if names(&metadata) > 1 {
        return Err(at(
            path,
            "this file has other names (hard links), which would keep the old text",
        )
        .help("replace it by a copy of its own"));
    }
    Ok(Some(metadata))
}

pub(super) fn behind_a_link(path: &Path) -> Error {
    at(path, "this is, or lies behind, a symbolic link")
        .help("replace the link by what it points to")
}

/// The bytes at the place of a file, if there is one.
///
/// # Errors
/// It cannot be read, or is something else than a file.
#[expect(clippy::disallowed_methods, reason = "compares what it is about to replace")]
pub(super) fn bytes_at(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::read(path).map(Some),
        Ok(_) => Err(io::Error::other("it is not a file")),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The target must still hold what was scanned.
fn unchanged(root: &Path, file: &Wanted) -> Result<(), Error> {
    let now = bytes_at(&root.join(file.path))
        .map_err(|error| failure(file.path, "cannot be read again", &error))?;
    match now.as_deref() == file.before {
        true => Ok(()),
        false => Err(changed(file.path)),
    }
}

pub(super) fn changed(path: &Path) -> Error {
    at(path, "this file has changed since it was read").help("run again")
}
