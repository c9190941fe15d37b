//! Which configuration holds: the nearest one, from a directory upwards, or the one that is named.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::config::{self, Config, OWN, SHARED};
use crate::diagnostic::{Error, Place};
use crate::source::Source;

/// How long a configuration may be, in bytes: none is, and what is longer is something else.
const LIMIT: u64 = 4 << 20;

/// What every file has that may be ours: a `pyproject.toml` without it is not read as TOML at all.
const NAME: &[u8] = b"django-rehome";

/// The configuration for a file or a directory: the first `django-rehome.toml`, or `pyproject.toml` with
/// a section of ours, from there upwards. An empty one, where there is none.
///
/// # Errors
/// It cannot be read, or something in it is wrong.
pub fn config(start: &Path) -> Result<Config, Error> {
    let absolute = std::path::absolute(start)
        .map_err(|error| Error::new(format!("{}: {error}", start.display())))?;
    // The file of an editor may not be there yet. Links and `..` say nothing of what lies above.
    let real = absolute.ancestors().find_map(|one| fs::canonicalize(one).ok());
    let here = std::env::current_dir().and_then(fs::canonicalize).ok();
    for directory in real.iter().flat_map(|real| real.ancestors()) {
        for name in [OWN, SHARED] {
            let path = directory.join(name);
            let shown = here.as_ref().and_then(|here| path.strip_prefix(here).ok());
            let shown = shown.unwrap_or(&path);
            // A directory of this name is nobody's configuration.
            if !path.is_file() {
                continue;
            }
            let bytes = read(&path, shown)?;
            let is_ours = || bytes.windows(NAME.len()).any(|window| window == NAME);
            if (name == OWN || is_ours())
                && let Some(config) = parse(shown, &bytes)?
            {
                return Ok(config);
            }
        }
    }
    Ok(Config::default())
}

/// The configuration in the file at `path`. A `pyproject.toml` may say nothing of us.
///
/// # Errors
/// It is not there, cannot be read, or something in it is wrong.
pub fn config_file(path: &Path) -> Result<Config, Error> {
    let config = parse(path, &read(path, path)?)?;
    Ok(config.unwrap_or_else(|| Config { path: Some(path.to_owned()), ..Config::default() }))
}

/// How `root` is reached from the directory of its configuration, which the globs there count from:
/// they count from the root, where that is not below it.
pub fn below(config: &Config, root: &Path) -> PathBuf {
    let real = |path: &Path| fs::canonicalize(path).ok();
    let below = || Some(real(root)?.strip_prefix(real(config.directory()?)?).ok()?.to_owned());
    below().unwrap_or_default()
}

/// A configuration in which a move can be noted.
pub enum Held {
    /// It is below the root: its path from there, and its text if it is there already.
    Below(PathBuf, Option<String>),
    /// It is not, and nothing outside of the root is changed: its path for people, and its text.
    Outside(PathBuf, String),
}

/// The configuration in which the moves of a project are noted: the one that is named, else the one
/// that holds for its root, else one at the root, whether it is there yet or not.
///
/// # Errors
/// It cannot be read, or something in it is wrong.
pub fn held(root: &Path, named: Option<&Path>) -> Result<Held, Error> {
    let holds = match named {
        Some(path) => Some(path.to_owned()),
        None => config(root)?.path,
    };
    let shared = root.join(SHARED);
    let path = match holds {
        Some(path) => path,
        None if shared.is_file() => shared,
        None => {
            let own = root.join(OWN);
            return match fs::symlink_metadata(&own) {
                Err(_) => Ok(Held::Below(OWN.into(), None)),
                Ok(_) => Err(Error::new("this is not a file")
                    .at(Place { path: OWN.into(), line: 1, column: 1 })
                    .help("have it out of the way")),
            };
        }
    };
    let bytes = read(&path, &path)?;
    let text = text(&path, &bytes)?.to_owned();
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    Ok(match real(&path).strip_prefix(real(root)) {
        Ok(below) => Held::Below(below.to_owned(), Some(text)),
        Err(_) => Held::Outside(path, text),
    })
}

fn parse(shown: &Path, bytes: &[u8]) -> Result<Option<Config>, Error> {
    let parsed = text(shown, bytes).and_then(|text| config::parse(shown, text));
    parsed.map_err(|error| match error.help {
        Some(_) => error,
        None => error.help("mend it, or have no configuration read by --isolated"),
    })
}

fn text<'b>(shown: &Path, bytes: &'b [u8]) -> Result<&'b str, Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let source = Source::new(shown.to_owned(), bytes.to_vec());
        source.error(error.valid_up_to(), "this is not UTF-8, which TOML is written in")
    })
}

/// The bytes of a configuration.
fn read(path: &Path, shown: &Path) -> Result<Vec<u8>, Error> {
    let wrong = |message: String, help: &str| {
        let place = Place { path: shown.to_owned(), line: 1, column: 1 };
        Err(Error::new(message).at(place).help(help))
    };
    let mut bytes = Vec::new();
    // Of what has no end, such as /dev/zero, one byte too many is enough.
    let read = File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > LIMIT => wrong(
            "this is too long for a configuration: more than 4 MiB".to_owned(),
            "name another with --config, or have none read by --isolated",
        ),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            wrong("there is no such file".to_owned(), "name a pyproject.toml or django-rehome.toml")
        }
        Err(error) => wrong(
            format!("the configuration cannot be read: {error}"),
            "make it readable, or have none read by --isolated",
        ),
    }
}
