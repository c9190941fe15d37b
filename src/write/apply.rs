//! From the journal into the tree, and back: each file by one rename, whatever was done before.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::attributes::{set_mode, sync_directory};
use super::journal::{Directory, Entry, Journal, Manifest, Print, Slot};
use super::staging::{behind_a_link, bytes_at, changed, new_bytes, old_bytes, place_of, put};
use super::{directories, failure};
use crate::diagnostic::Error;

/// A write that is staged in a slot.
pub(super) struct Applying<'a> {
    pub(super) journal: &'a Journal,
    pub(super) slot: Slot,
    pub(super) manifest: &'a Manifest,
}

/// How a file is: as it was before the write, or as it is after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Before,
    After,
}

impl Applying<'_> {
    /// Makes every file new that is old.
    ///
    /// # Errors
    /// One cannot be renamed, or is neither. Those before it are new, and those behind it are not.
    pub(super) fn forward(&self) -> Result<(), Error> {
        self.make(&self.manifest.made)?;
        for (at, file) in self.manifest.files.iter().enumerate() {
            self.settle(at, file, Standing::After)?;
        }
        self.remove(&self.manifest.emptied)?;
        self.sync()
    }

    /// Makes every file old that is new.
    ///
    /// # Errors
    /// As above.
    pub(super) fn back(&self) -> Result<(), Error> {
        self.clear()?;
        self.make(&self.manifest.emptied)?;
        for (at, file) in self.manifest.files.iter().enumerate().rev() {
            self.settle(at, file, Standing::Before)?;
        }
        self.remove(&self.manifest.made)?;
        self.sync()
    }

    /// How a file is, and what it holds; nothing where that is neither.
    pub(super) fn standing(&self, file: &Entry) -> Option<(Standing, Option<Vec<u8>>)> {
        let bytes = bytes_at(&self.place(&file.path).ok()?).ok()?;
        let print = bytes.as_deref().map(Print::of);
        if print == file.before {
            Some((Standing::Before, bytes))
        } else if print == file.after {
            Some((Standing::After, bytes))
        } else {
            None
        }
    }

    /// The file of the slot that makes a file stand so; nothing where that is a file that is gone.
    pub(super) fn bytes_for(&self, at: usize, file: &Entry, wanted: Standing) -> Option<PathBuf> {
        let slot = self.journal.slot(self.slot);
        match wanted {
            Standing::Before => file.before.is_some().then(|| old_bytes(&slot, at)),
            Standing::After => file.after.is_some().then(|| new_bytes(&slot, at)),
        }
    }

    /// Whether the new bytes of a file have not been put into its place.
    pub(super) fn is_untouched(&self, at: usize, file: &Entry) -> bool {
        let new = self.bytes_for(at, file, Standing::After);
        new.is_some_and(|new| fs::symlink_metadata(new).is_ok())
    }

    fn settle(&self, at: usize, file: &Entry, wanted: Standing) -> Result<(), Error> {
        match self.standing(file) {
            Some((standing, _)) if standing == wanted => return Ok(()),
            Some(_) => {}
            // Somebody has edited it before it was our turn: it is not ours to put back.
            None if wanted == Standing::Before
                && (file.after.is_none() || self.is_untouched(at, file)) =>
            {
                return Ok(());
            }
            None => return Err(changed(&file.path)),
        }
        let target = self.place(&file.path)?;
        let settled = match self.bytes_for(at, file, wanted) {
            Some(staged) => place(&staged, &target, &beside(&target, at)),
            None => remove_file(&target),
        };
        settled.map_err(|error| failure(&file.path, "cannot be written", &error))
    }

    fn make(&self, directories: &[Directory]) -> Result<(), Error> {
        for Directory { path, mode } in directories {
            let directory = self.place(path)?;
            let made = match fs::create_dir(&directory) {
                Ok(()) => mode.map_or(Ok(()), |mode| set_mode(&directory, mode)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
                Err(error) => Err(error),
            };
            made.map_err(|error| failure(path, "this directory cannot be made", &error))?;
        }
        Ok(())
    }

    /// Removes those that are empty, the inner ones first.
    fn remove(&self, directories: &[Directory]) -> Result<(), Error> {
        for Directory { path, .. } in directories.iter().rev() {
            match fs::remove_dir(self.place(path)?) {
                Err(error)
                    if !matches!(
                        error.kind(),
                        ErrorKind::NotFound
                            | ErrorKind::DirectoryNotEmpty
                            | ErrorKind::AlreadyExists
                    ) =>
                {
                    return Err(failure(path, "this directory cannot be removed", &error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Removes what [`place`] has left beside a file, when it was cut off.
    pub(super) fn clear(&self) -> Result<(), Error> {
        for (at, file) in self.manifest.files.iter().enumerate() {
            let left = beside(&self.place(&file.path)?, at);
            if fs::symlink_metadata(&left).is_ok() {
                remove_file(&left)
                    .map_err(|error| failure(&file.path, "cannot be written", &error))?;
            }
        }
        Ok(())
    }

    /// Has all of it survive a power cut.
    fn sync(&self) -> Result<(), Error> {
        let files = self.manifest.files.iter().map(|file| &file.path);
        let made = self.manifest.made.iter().chain(&self.manifest.emptied).map(|one| &one.path);
        let above = |path: &Path| directories(path).next().unwrap_or(Path::new("")).to_owned();
        let touched: BTreeSet<PathBuf> = files.chain(made).map(|path| above(path)).collect();
        for directory in touched {
            let whole = self.journal.root().join(&directory);
            if whole.is_dir() {
                sync_directory(&whole)
                    .map_err(|error| failure(&directory, "cannot be written", &error))?;
            }
        }
        Ok(())
    }

    /// Where something is: whoever made the journal may have made links as well.
    fn place(&self, path: &Path) -> Result<PathBuf, Error> {
        match place_of(self.journal.root(), path) {
            Ok(Some(place)) => Ok(place),
            Ok(None) => Err(behind_a_link(path)),
            Err(error) => Err(failure(path, "cannot be written", &error)),
        }
    }
}

/// Renames a staged file into its place. From another file system it is copied beside it first.
#[expect(clippy::disallowed_methods, reason = "part of the module that writes")]
fn place(staged: &Path, target: &Path, beside: &Path) -> io::Result<()> {
    match fs::rename(staged, target) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            put(beside, &fs::read(staged)?, Some(&fs::symlink_metadata(staged)?))?;
            fs::rename(beside, target)?;
            fs::remove_file(staged)
        }
        renamed => renamed,
    }
}

/// Where the file number `at` is copied to, on its own file system.
fn beside(target: &Path, at: usize) -> PathBuf {
    target.with_file_name(format!(".django-rehome-{at}"))
}

#[expect(clippy::disallowed_methods, reason = "part of the module that writes")]
fn remove_file(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}
