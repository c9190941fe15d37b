//! Notes a move in the configuration, where `check` knows it from.

use std::path::{Path, PathBuf};

use crate::config;
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

/// Notes the move of `models` in the configuration, as part of `changes`.
///
/// # Errors
/// The configuration cannot be read, or has no place for it.
pub(super) fn record(
    project: &Project,
    request: &Move,
    models: &[ModelId],
    changes: &mut ChangeSet,
) -> Result<Recording, Error> {
    let named = match &request.record {
        Record::Nowhere => return Ok(Recording::None),
        Record::Nearest => None,
        Record::In(path) => Some(path.as_path()),
    };
    note(project, named, models, &request.to, changes).map_err(|error| {
        let other = "or have the move not noted, by --no-record";
        match error.help {
            Some(_) => error.help_more(other),
            None => error.help(format!("mend it, {other}")),
        }
    })
}

fn note(
    project: &Project,
    named: Option<&Path>,
    models: &[ModelId],
    to: &str,
    changes: &mut ChangeSet,
) -> Result<Recording, Error> {
    let (path, scanned) = match scan::held(&project.root, named)? {
        Held::Below(path, scanned) => (path, scanned),
        Held::Outside(file, text) => {
            return outside(file, &text, models, to);
        }
    };
    // The move may have changed it already: it names the model for another tool.
    let planned = changes.after(&path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let (text, after) = match planned.or_else(|| scanned.clone()) {
        Some(text) => {
            let after = config::record(&path, &text, models, to)?;
            (text, after)
        }
        None => (String::new(), config::new_text(models, to)),
    };
    if text == after {
        return Ok(Recording::None);
    }
    let is_noted = models.iter().any(|id| config::says(&path, &after, id, to));
    let after = (!config::is_bare(&after)).then(|| after.into_bytes());
    changes.remove(&path);
    let before = scanned.map(String::into_bytes);
    changes.insert(path.clone(), Change { before, after });
    Ok(if is_noted { Recording::In(path) } else { Recording::TakenOut(path) })
}

/// What is to be done by hand in a configuration that is not below the root.
fn outside(file: PathBuf, text: &str, models: &[ModelId], to: &str) -> Result<Recording, Error> {
    let after = config::record(&file, text, models, to)?;
    if after == text {
        return Ok(Recording::None);
    }
    let (noted, back): (Vec<&ModelId>, Vec<&ModelId>) =
        models.iter().partition(|id| config::says(&file, &after, id, to));
    let is_back = noted.is_empty();
    let left = |id: &ModelId| ModelId { app_label: to.to_owned(), name: id.name.clone() };
    let entries: Vec<String> = match is_back {
        true => back.iter().map(|id| config::entry(&file, &left(id), &id.app_label)).collect(),
        false => noted.iter().map(|id| config::entry(&file, id, to)).collect(),
    };
    Ok(Recording::ByHand { file, entries: entries.join("\n"), is_back })
}
