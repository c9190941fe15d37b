//! Change set → disk: the only writer of the user's tree. All files are written, or none.
//!
//! Every file is staged beside its target and flushed; then each target is compared with what was
//! scanned; then all are renamed into place, and those that go are renamed out of it. When a rename
//! fails, those before it are put back.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Error, Place};
use crate::edit::{Change, ChangeSet};

/// A file that is staged: where it lies, and where it goes. One that is to be deleted is in its
/// place still.
struct Staged<'a> {
    temporary: PathBuf,
    target: PathBuf,
    path: &'a Path,
    change: &'a Change,
}

/// Removes what was staged and not renamed, and directories that were made for it.
#[derive(Default)]
struct Cleanup {
    files: Vec<PathBuf>,
    directories: Vec<PathBuf>,
}

impl Drop for Cleanup {
    #[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
    fn drop(&mut self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        for directory in self.directories.iter().rev() {
            let _ = fs::remove_dir(directory);
        }
    }
}

/// Writes `changes` below `root`.
///
/// # Errors
/// Nothing has been written: a file cannot be staged, or has changed since it was scanned. Should
/// a rename fail half-way and then a file not be put back, the error names it.
pub fn write(root: &Path, changes: &ChangeSet) -> Result<(), Error> {
    let root = fs::canonicalize(root)
        .map_err(|error| Error::new(format!("{}: {error}", root.display())))?;
    let mut cleanup = Cleanup::default();
    let mut staged = Vec::new();
    for (path, change) in changes.iter() {
        staged.push(stage(&root, path, change, &mut cleanup)?);
    }
    for one in &staged {
        unchanged(one)?;
    }
    let mut done: Vec<&Staged> = Vec::new();
    for one in &staged {
        let renamed = match one.change.after {
            Some(_) => rename(&one.temporary, &one.target),
            None => rename(&one.target, &one.temporary),
        };
        if let Err(error) = renamed {
            let lost: Vec<String> = done.iter().filter_map(|one| put_back(one).err()).collect();
            let failed = failure(one.path, "cannot be written", &error);
            return Err(if lost.is_empty() {
                failed
            } else {
                failed.help(format!("these could not be put back: {}", lost.join(", ")))
            });
        }
        done.push(one);
    }
    cleanup.files.clear();
    cleanup.directories.clear();
    for one in staged.iter().filter(|one| one.change.after.is_none()) {
        forget(one);
    }
    Ok(())
}

fn failure(path: &Path, what: &str, error: &std::io::Error) -> Error {
    Error::new(format!("{what}: {error}"))
        .at(Place { path: path.to_owned(), line: 1, column: 1 })
        .help("nothing was written")
}

fn stage<'a>(
    root: &Path,
    path: &'a Path,
    change: &'a Change,
    cleanup: &mut Cleanup,
) -> Result<Staged<'a>, Error> {
    let target = root.join(path);
    let directory = target.parent().unwrap_or(root).to_owned();
    let fail = |error: std::io::Error| failure(path, "cannot be written", &error);
    make_directory(&directory, cleanup).map_err(fail)?;
    let real = fs::canonicalize(&directory).map_err(fail)?;
    let is_link = fs::symlink_metadata(&target).is_ok_and(|meta| meta.file_type().is_symlink());
    if !real.starts_with(root) || is_link {
        return Err(Error::new("this is, or lies behind, a symbolic link")
            .at(Place { path: path.to_owned(), line: 1, column: 1 })
            .help("replace the link by what it points to; nothing was written"));
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let temporary = directory.join(format!(".{name}.rehome-{}", std::process::id()));
    let Some(after) = &change.after else {
        return Ok(Staged { temporary, target, path, change });
    };
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(&temporary).map_err(fail)?;
    cleanup.files.push(temporary.clone());
    file.write_all(after).map_err(fail)?;
    if change.before.is_some() {
        let permissions = fs::metadata(&target).map_err(fail)?.permissions();
        if permissions.readonly() {
            return Err(fail(std::io::Error::from(ErrorKind::PermissionDenied)));
        }
        file.set_permissions(permissions).map_err(fail)?;
    }
    file.sync_all().map_err(fail)?;
    Ok(Staged { temporary, target, path, change })
}

/// Makes a directory and what is missing above it, and remembers what was made.
fn make_directory(directory: &Path, cleanup: &mut Cleanup) -> std::io::Result<()> {
    let mut missing = Vec::new();
    let mut at = directory;
    while !at.exists() {
        missing.push(at.to_owned());
        let Some(parent) = at.parent() else { break };
        at = parent;
    }
    for directory in missing.into_iter().rev() {
        fs::create_dir(&directory)?;
        cleanup.directories.push(directory);
    }
    Ok(())
}

/// The target must still hold what was scanned.
#[expect(clippy::disallowed_methods, reason = "compares what it is about to replace")]
fn unchanged(one: &Staged) -> Result<(), Error> {
    let now = match fs::read(&one.target) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(failure(one.path, "cannot be read again", &error)),
    };
    if now == one.change.before {
        return Ok(());
    }
    Err(Error::new("this file has changed since it was read")
        .at(Place { path: one.path.to_owned(), line: 1, column: 1 })
        .help("run again; nothing was written"))
}

#[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
fn rename(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::rename(from, to)
}

/// Removes a file that was renamed out of its place, and the directories that it leaves empty.
#[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
fn forget(one: &Staged) {
    let _ = fs::remove_file(&one.temporary);
    let depth = one.path.components().count();
    for directory in one.target.ancestors().skip(1).take(depth - 1) {
        if fs::remove_dir(directory).is_err() {
            break;
        }
    }
}

/// Gives a renamed file its old content again; says its path if that fails.
#[expect(clippy::disallowed_methods, reason = "this is the module that writes")]
fn put_back(one: &Staged) -> Result<(), String> {
    let restored = match &one.change.before {
        _ if one.change.after.is_none() => fs::rename(&one.temporary, &one.target),
        None => fs::remove_file(&one.target),
        Some(before) => fs::metadata(&one.target).and_then(|meta| {
            let mut file = File::create(&one.temporary)?;
            file.write_all(before)?;
            file.set_permissions(meta.permissions())?;
            file.sync_all()?;
            fs::rename(&one.temporary, &one.target)
        }),
    };
    restored.map_err(|_| one.path.display().to_string())
}
