//! The path of a file of the project in JSON, byte for byte: a path may be no Unicode, and JSON is.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, percent_encode};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

/// What stands for itself is ASCII that can be seen.
const ENCODED: &AsciiSet = &CONTROLS.add(b'%');

pub(super) fn serialize<S: Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&percent_encode(path.as_os_str().as_encoded_bytes(), ENCODED))
}

pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<PathBuf, D::Error> {
    let text = String::deserialize(from)?;
    let path = path(percent_decode_str(&text).collect());
    let path = path.ok_or_else(|| D::Error::custom("a path that is none here"))?;
    // A repository that one clones may bring a journal, and nothing for git to run: nor may that.
    let is_git = |name: &OsStr| name.eq_ignore_ascii_case(".git");
    let is_below =
        path.components().all(|part| matches!(part, Component::Normal(name) if !is_git(name)));
    match is_below && !path.as_os_str().is_empty() {
        true => Ok(path),
        false => Err(D::Error::custom("a path that leads out of the project")),
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere, not all bytes are a path")]
fn path(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;

    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn path(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}
