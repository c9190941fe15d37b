//! The journal on disk: what is written, or was, and how far that is.
//!
//! ```text
//! .django-rehome/
//!   .gitignore      "*": git passes over all of it
//!   lock            held by the one who writes
//!   state           which slot counts, and whether its write has begun or is done; missing: none
//!   a/, b/          slots: manifest.json, and of the file number N its bytes, N.old and N.new
//! ```
//!
//! The slot that does not count is free: what is in it is swept up by the next write. `state` changes
//! by a rename alone, of a file that was flushed in a slot before, so that a full disk is no obstacle.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use super::attributes::sync_directory;
use super::{at, failure, name};
use crate::diagnostic::Error;

/// The directory of the journal, at the root of the project.
pub(super) const HOME: &str = ".django-rehome";

/// What is written here by another version need not mean the same.
pub(super) const VERSION: u32 = 1;

/// How long a state may be, in bytes, and a manifest: what is longer is none.
const LIMITS: (u64, u64) = (4 << 10, 256 << 20);

/// What to do about a write that was cut off.
pub(super) const WAYS_ON: &str =
    "`django-rehome undo` takes it back, `django-rehome undo --finish` finishes it";

/// Which file of a slot becomes the state.
pub(super) const BEGUN: &str = "begun";
pub(super) const DONE: &str = "done";
pub(super) const BACK: &str = "back";

/// One of the two places for the files of a write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Slot {
    #[default]
    A,
    B,
}

impl Slot {
    pub(super) fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }
}

/// How far a write is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Phase {
    /// Some files may be new already.
    Begun,
    /// All of them are.
    Done,
}

/// What the file `state` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) version: u32,
    pub(super) phase: Phase,
    pub(super) slot: Slot,
    /// What counted before, and does again when the write is taken back.
    pub(super) previous: Option<Slot>,
}

/// What a write is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// To do something.
    Written,
    /// To take back what the other slot has done.
    Undo,
}

/// What a write is about, and how to tell how far it is.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) version: u32,
    pub(super) kind: Kind,
    /// The command, as the user knows it.
    pub(super) what: String,
    pub(super) files: Vec<Entry>,
    /// The directories that are made for the new files, the outer ones first.
    pub(super) made: Vec<Directory>,
    /// Those that go if they are left empty.
    pub(super) emptied: Vec<Directory>,
}

/// A file, and by what its old and its new bytes are known.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    #[serde(with = "name")]
    pub(super) path: PathBuf,
    pub(super) before: Option<Print>,
    pub(super) after: Option<Print>,
}

/// A directory, and the mode that it has or will have.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Directory {
    #[serde(with = "name")]
    pub(super) path: PathBuf,
    pub(super) mode: Option<u32>,
}

/// What tells a file that is as we know it from one that was edited. Nobody is to be kept from forging it:
/// who can write the journal can write the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Print {
    length: usize,
    md5: String,
}

impl Print {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let digest = Md5::digest(bytes);
        let md5 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { length: bytes.len(), md5 }
    }
}

/// The journal of a project; while it is there to write, no other run can have it.
pub(super) struct Journal {
    root: PathBuf,
    home: PathBuf,
    lock: Option<File>,
}

impl Journal {
    /// The journal, made if there is none yet.
    pub(super) fn to_write(root: &Path) -> Result<Self, Error> {
        let root = canonical(root)?;
        let home = root.join(HOME);
        let made = match fs::create_dir(&home) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => {
                return Err(failure(HOME.as_ref(), "the journal cannot be made", &error)
                    .help("make the directory of the project writable; nothing was written"));
            }
            Ok(()) => true,
        };
        let mut journal = Self { root, home, lock: None };
        journal.is_ours()?;
        journal.lock = Some(journal.take_lock()?);
        let wrong = |error| {
            failure(HOME.as_ref(), "the journal cannot be written", &error)
                .help("nothing was written")
        };
        journal.keep_out_of_git().map_err(wrong)?;
        if made {
            sync_directory(&journal.root).map_err(wrong)?;
        }
        Ok(journal)
    }

    /// The journal, to be looked at; none where there is none.
    pub(super) fn to_read(root: &Path) -> Result<Option<Self>, Error> {
        let home = root.join(HOME);
        if fs::symlink_metadata(&home).is_err() {
            return Ok(None);
        }
        let journal = Self { root: canonical(root)?, home, lock: None };
        journal.is_ours()?;
        Ok(Some(journal))
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the files of a slot are.
    pub(super) fn slot(&self, slot: Slot) -> PathBuf {
        self.home.join(match slot {
            Slot::A => "a",
            Slot::B => "b",
        })
    }

    /// A link would lead the writer out of the project.
    fn is_ours(&self) -> Result<(), Error> {
        match fs::symlink_metadata(&self.home) {
            Ok(metadata) if metadata.is_dir() => Ok(()),
            _ => Err(at(HOME.as_ref(), "this is not the directory that the journal is kept in")
                .help("have it out of the way; nothing was written")),
        }
    }

    fn take_lock(&self) -> Result<File, Error> {
        let path = self.home.join("lock");
        let shown = Path::new(HOME).join("lock");
        if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(at(&shown, "this is not a file").help("have it out of the way"));
        }
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(|error| {
            failure(&shown, "cannot be opened", &error)
                .help("make it writable; nothing was written")
        })?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(busy()),
            // There are file systems that know of no locks.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(file),
            Err(TryLockError::Error(error)) => {
                Err(failure(&shown, "cannot be locked", &error).help("nothing was written"))
            }
        }
    }

    /// Whether nobody is writing.
    pub(super) fn is_free(&self) -> Result<(), Error> {
        let lock = File::open(self.home.join("lock"));
        match lock.map(|lock| lock.try_lock_shared()) {
            Ok(Err(TryLockError::WouldBlock)) => Err(busy()),
            _ => Ok(()),
        }
    }

    /// What a `git status` would show, and a `git add --all` would commit.
    #[expect(clippy::disallowed_methods, reason = "part of the module that writes")]
    fn keep_out_of_git(&self) -> io::Result<()> {
        let path = self.home.join(".gitignore");
        if fs::symlink_metadata(&path).is_ok() {
            return Ok(());
        }
        let new = self.home.join("gitignore");
        match fs::remove_file(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        fs::write(&new, "*\n")?;
        fs::rename(&new, &path)
    }

    /// Which slot counts.
    pub(super) fn state(&self) -> Result<Option<State>, Error> {
        let Some(bytes) = self.read("state", LIMITS.0)? else { return Ok(None) };
        let state: State = Self::parsed("state", &bytes)?;
        Ok(Some(state))
    }

    /// What the write in a slot is about.
    pub(super) fn manifest(&self, slot: Slot) -> Result<Manifest, Error> {
        let path = self.slot(slot).join("manifest.json");
        let name = path.strip_prefix(&self.home).unwrap_or(&path).to_string_lossy().into_owned();
        if fs::symlink_metadata(self.slot(slot)).is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(unreadable(&name, "it is none of ours"));
        }
        let bytes = self.read(&name, LIMITS.1)?.unwrap_or_default();
        Self::parsed(&name, &bytes)
    }

    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Error> {
        let path = self.home.join(name);
        let mut bytes = Vec::new();
        let read = match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Ok(metadata) if !metadata.is_file() || metadata.len() > limit => {
                return Err(unreadable(name, "it is none of ours"));
            }
            Err(error) => Err(error),
            Ok(_) => File::open(&path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
        };
        match read {
            Ok(_) => Ok(Some(bytes)),
            Err(error) => Err(unreadable(name, &error.to_string())),
        }
    }

    fn parsed<'b, T: Deserialize<'b>>(name: &str, bytes: &'b [u8]) -> Result<T, Error> {
        #[derive(Deserialize)]
        struct Any {
            version: u32,
        }
        let wrong = |error: serde_json::Error| unreadable(name, &error.to_string());
        let any: Any = serde_json::from_slice(bytes).map_err(wrong)?;
        match any.version {
            VERSION => serde_json::from_slice(bytes).map_err(wrong),
            other => {
                Err(unreadable(name, &format!("it is of version {other}, and this is {VERSION}")))
            }
        }
    }

    /// Empties a slot.
    pub(super) fn sweep(&self, slot: Slot) -> Result<(), Error> {
        match fs::remove_dir_all(self.slot(slot)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                let shown = self.slot(slot);
                let shown = shown.strip_prefix(&self.root).unwrap_or(&shown);
                Err(failure(shown, "what is left of an earlier run cannot be removed", &error)
                    .help("remove it; nothing was written"))
            }
            _ => Ok(()),
        }
    }

    /// From here on, the tree may be mixed.
    pub(super) fn begin(&self, slot: Slot) -> Result<(), Error> {
        self.publish(slot, BEGUN).and_then(|()| self.sync()).map_err(|error| unwritable(&error))
    }

    /// The tree is whole, and all new.
    pub(super) fn conclude(&self, slot: Slot, kind: Kind) -> Result<(), Error> {
        let concluded = match kind {
            Kind::Written => self.publish(slot, DONE),
            // There is nothing left to undo.
            Kind::Undo => self.forget(),
        };
        // After a power cut it may seem to be cut off, with every file new: it can be finished.
        concluded.map(|()| drop(self.sync())).map_err(|error| unwritable(&error))
    }

    /// The tree is whole, and all old.
    pub(super) fn retract(&self, slot: Slot, previous: Option<Slot>) -> Result<(), Error> {
        let retracted = match previous {
            Some(_) => self.publish(slot, BACK),
            None => self.forget(),
        };
        retracted.and_then(|()| self.sync()).map_err(|error| unwritable(&error))
    }

    #[expect(clippy::disallowed_methods, reason = "part of the module that writes")]
    fn publish(&self, slot: Slot, name: &str) -> io::Result<()> {
        fs::rename(self.slot(slot).join(name), self.home.join("state"))
    }

    /// Says that there is nothing to undo.
    #[expect(clippy::disallowed_methods, reason = "part of the module that writes")]
    pub(super) fn forget(&self) -> io::Result<()> {
        match fs::remove_file(self.home.join("state")) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    pub(super) fn sync(&self) -> io::Result<()> {
        sync_directory(&self.home)
    }

    /// What is said of a tree that may be mixed.
    pub(super) fn cut_off(&self, state: State) -> Result<Error, Error> {
        let manifest = self.manifest(state.slot)?;
        let what = manifest.what;
        Ok(match manifest.kind {
            Kind::Written => Error::new(format!(
                "`{what}` was cut off while it was written: some files may be new, and some old"
            ))
            .help(WAYS_ON),
            Kind::Undo => Error::new(format!(
                "the undo of `{what}` was cut off: some files may be new, and some old"
            ))
            .help("`django-rehome undo` finishes it"),
        })
    }
}

fn canonical(root: &Path) -> Result<PathBuf, Error> {
    fs::canonicalize(root).map_err(|error| Error::new(format!("{}: {error}", root.display())))
}

fn busy() -> Error {
    Error::new("another run of django-rehome is writing here")
        .help("wait until it has ended, and run again; nothing was written")
}

/// The journal itself cannot be written.
pub(super) fn unwritable(error: &io::Error) -> Error {
    failure(HOME.as_ref(), "the journal cannot be written", error)
}

fn unreadable(name: &str, why: &str) -> Error {
    at(&Path::new(HOME).join(name), format!("the journal cannot be read: {why}")).help(format!(
        "see with `git status` whether the files are as they should be, and remove the directory {HOME}"
    ))
}
