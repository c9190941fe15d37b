//! Notes a move in the configuration, where `check` knows it from.

use std::path::{Path, PathBuf};

use crate::config::{self, Noted};
use crate::diagnostic::Error;
use crate::edit::{Change, ChangeSet};
use crate::project::Project;
use crate::reference::{ModelId, Move, Record};
use crate::scan::{self, Held};

/// Where it is noted that models have moved.
#[derive(Debug, PartialEq, Eq)]
pub enum Recording {
    /// Nowhere, or it is already.
    None,
    /// In this file, relative to the root.
    In(PathBuf),
    /// They come back: this file, relative to the root, says no longer that they had left.
    TakenOut(PathBuf),
    /// In a file outside of the root, by hand.
    ByHand {
        /// The file.
        file: PathBuf,
        /// What is to be added there, or taken out.
        entries: String,
        /// Whether they come back, and the entries are to be taken out.
        is_back: bool,
    },
}

/// Notes `moves` in the configuration, as part of `changes`.
///
/// # Errors
/// The configuration cannot be read, or has no place for it.
pub(super) fn record(
    project: &Project,
    request: &Move,
    moves: &[Noted],
    changes: &mut ChangeSet,
) -> Result<Recording, Error> {
    let file = match &request.record {
        Record::Nowhere => return Ok(Recording::None),
        Record::Nearest => None,
        Record::In(path) => Some(path.as_path()),
    };
    note(project, file, moves, &request.to, changes).map_err(|error| {
        let other = "or have the move not noted, by --no-record";
        match error.help {
            Some(_) => error.help_more(other),
            None => error.help(format!("mend it, {other}")),
        }
    })
}

fn note(
    project: &Project,
    file: Option<&Path>,
    moves: &[Noted],
    to: &str,
    changes: &mut ChangeSet,
) -> Result<Recording, Error> {
    let (path, scanned) = match scan::held(&project.root, file)? {
        Held::Below(path, scanned) => (path, scanned),
        Held::Outside(file, text) => {
            return outside(file, &text, moves, to);
        }
    };
    // The move may have changed it already: it names the model for another tool.
    let planned = changes.after(&path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let (text, after) = match planned.or_else(|| scanned.clone()) {
        Some(text) => {
            let after = config::record(&path, &text, moves, to)?;
            (text, after)
        }
        None => (String::new(), config::new_text(moves, to)),
    };
    if text == after {
        return Ok(Recording::None);
    }
    let is_noted = moves.iter().any(|one| config::says(&path, &after, &one.id, to));
    let after = (!config::is_bare(&after)).then(|| after.into_bytes());
    changes.remove(&path);
    let before = scanned.map(String::into_bytes);
    changes.insert(path.clone(), Change { before, after });
    Ok(if is_noted { Recording::In(path) } else { Recording::TakenOut(path) })
}

/// What is to be done by hand in a configuration that is not below the root.
fn outside(file: PathBuf, text: &str, moves: &[Noted], to: &str) -> Result<Recording, Error> {
    let after = config::record(&file, text, moves, to)?;
    if after == text {
        return Ok(Recording::None);
    }
    let (noted, back): (Vec<&Noted>, Vec<&Noted>) =
        moves.iter().partition(|one| config::says(&file, &after, &one.id, to));
    let is_back = noted.is_empty();
    let left = |one: &Noted| Noted {
        id: ModelId { app_label: to.to_owned(), name: one.id.name.clone() },
        module: None,
        names: Vec::new(),
    };
    let entries: Vec<String> = match is_back {
        true => {
            let entry = |one: &&Noted| config::entry(&file, &left(one), &one.id.app_label);
            back.iter().map(entry).collect()
        }
        false => noted.iter().map(|one| config::entry(&file, one, to)).collect(),
    };
    Ok(Recording::ByHand { file, entries: entries.join("\n"), is_back })
}
