//! What a file is besides its bytes: its mode, its owner, its other names.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};

/// The mode of a file, where there is such a thing.
#[cfg_attr(unix, expect(clippy::unnecessary_wraps, reason = "elsewhere there is none"))]
pub(super) fn mode(metadata: &Metadata) -> Option<u32> {
    #[cfg(unix)]
    return Some(metadata.mode() & 0o7777);
    #[cfg(not(unix))]
    return None;
}

/// Gives a directory its mode.
pub(super) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
    Ok(())
}

/// How many names a file has.
pub(super) fn names(metadata: &Metadata) -> u64 {
    #[cfg(unix)]
    return metadata.nlink();
    #[cfg(not(unix))]
    return 1;
}

/// Makes a file that nobody else can read, until it is given the mode that it will have.
pub(super) fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(path)
}

/// Gives a file the owner, the group and the mode of another, as far as we may.
pub(super) fn take_over(file: &File, like: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (like.uid(), like.gid()) {
            // Only root gives files away; a group may be one of ours.
            let _ = fchown(file, Some(like.uid()), Some(like.gid()))
                .or_else(|_| fchown(file, None, Some(like.gid())));
        }
    }
    file.set_permissions(like.permissions())
}

/// Has the entries of a directory survive a power cut.
pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(path).and_then(|directory| directory.sync_all()) {
        // There are file systems that do not know of it.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        synced => synced,
    }
}
