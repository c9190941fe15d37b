//! Whose project each path belongs to, and what its configuration says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::config::{Config, Recorded};
use crate::diagnostic::Error;
use crate::scan;

/// What the command line says of paths and configurations.
#[derive(Debug, Default)]
pub struct Asked<'a> {
    /// Files and directories; none is the whole project.
    pub paths: &'a [PathBuf],
    /// `--root`
    pub root: Option<&'a Path>,
    /// `--config`
    pub config: Option<&'a Path>,
    /// `--isolated`
    pub isolated: bool,
}

/// A project, and what of it is to be judged.
#[derive(Debug)]
pub struct Group {
    /// Its directory, absolute.
    pub root: PathBuf,
    /// What its configuration says.
    pub config: Config,
    /// Files and directories, relative to the root; nothing where it is all of it.
    pub given: Option<BTreeSet<PathBuf>>,
}

/// The projects that the paths belong to: each has the nearest configuration above it, as other tools
/// have it, and the root is where that stands. Without one it is the current directory.
///
/// # Errors
/// A configuration that cannot be read; a path outside of the project.
pub fn groups(asked: &Asked) -> Result<Vec<Group>, Error> {
    let current = scan::absolute(Path::new("."))?;
    let root = asked.root.map(scan::absolute).transpose()?;
    let config_of = |start: &Path| match (asked.isolated, asked.config) {
        (true, _) => Ok(Config::default()),
        (false, Some(file)) => scan::config_file(file),
        (false, None) => scan::config(start),
    };
    let root_of = |config: &Config| match (&root, config.directory()) {
        (Some(root), _) => Ok(root.clone()),
        (None, Some(directory)) => scan::absolute(directory),
        (None, None) => Ok(current.clone()),
    };
    if asked.paths.is_empty() {
        let config = config_of(root.as_deref().unwrap_or(&current))?;
        return Ok(vec![Group { root: root_of(&config)?, config, given: None }]);
    }
    let mut groups: BTreeMap<PathBuf, Group> = BTreeMap::new();
    // The files of one directory have one configuration.
    let mut known: BTreeMap<PathBuf, Config> = BTreeMap::new();
    for path in asked.paths {
        let path = scan::absolute(path)?;
        let directory = path.parent().unwrap_or(&path).to_owned();
        let start = if scan::is_directory(&path) { path.clone() } else { directory };
        let config = match known.get(&start) {
            Some(config) => config.clone(),
            None => known.entry(start.clone()).or_insert(config_of(&start)?).clone(),
        };
        let root = root_of(&config)?;
        let relative = path.strip_prefix(&root).map_err(|_| {
            let (path, root) = (path.display(), root.display());
            Error::new(format!("{path} is not in the project, which is {root}"))
                .help("name the directory of its project with --root")
        })?;
        let group = groups.entry(root.clone()).or_insert_with(|| Group {
            root: root.clone(),
            config,
            given: Some(BTreeSet::new()),
        });
        // The root itself is all of it.
        match relative.as_os_str().is_empty() {
            true => group.given = None,
            false => group.given.iter_mut().for_each(|given| {
                given.insert(relative.to_owned());
            }),
        }
    }
    Ok(groups.into_values().collect())
}

impl Group {
    /// The moves that were made: those of the configuration, and `more`.
    ///
    /// # Errors
    /// Two of them say something else of one model.
    pub fn moves(&self, more: &[Recorded]) -> Result<Vec<Recorded>, Error> {
        let mut moves = self.config.moves.clone();
        for one in more {
            match moves.iter().find(|other| other.id == one.id) {
                Some(other) if other.to != one.to => {
                    let (model, to) = (&one.id, &other.to);
                    return Err(Error::new(format!("{model} is recorded to have moved to {to}"))
                        .at(other.place.clone())
                        .help("take the entry or the flag away, or run with --isolated"));
                }
                Some(_) => {}
                None => moves.push(one.clone()),
            }
        }
        Ok(moves)
    }
}
