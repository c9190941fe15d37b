//! The settings that decide how a model's migration reads, wherever a module assigns them.
//! <https://docs.djangoproject.com/en/stable/ref/settings/>

use regex::bytes::Regex;

use crate::diagnostic::{Error, Place};
use crate::project::{Project, is_migration};
use crate::query;
use crate::scan;
use crate::source::{PythonFile, string_value};

/// A setting that some module assigns a plain string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// `AUTH_USER_MODEL`, …
    pub key: String,
    /// The string; `None` where the value is something else.
    pub value: Option<String>,
    /// Where.
    pub place: Place,
}

/// Every assignment of a setting in the project: there may be several settings modules.
///
/// # Errors
/// A pattern that does not compile.
pub fn read(project: &Project) -> Result<Vec<Setting>, Error> {
    let needle = Regex::new(r"(?m)^(?:AUTH_USER_MODEL|DEFAULT_AUTO_FIELD|MIGRATION_MODULES)\b")
        .map_err(|error| Error::new(format!("search pattern: {error}")))?;
    let is_python = |path: &&std::path::PathBuf| {
        path.extension().is_some_and(|extension| extension == "py") && !is_migration(path)
    };
    let paths: Vec<_> = project.files.iter().filter(is_python).collect();
    let (found, _) = scan::search(project, &paths, &needle, |source| {
        let file = PythonFile::parse(source)?;
        let mut settings = Vec::new();
        for one in query::SETTINGS.matches(&file, file.root())? {
            if let (Some(key), Some(value)) = (one.node("key"), one.node("value")) {
                settings.push(Setting {
                    key: file.text(key).to_owned(),
                    value: string_value(&file, value).map(|(value, _)| value.to_owned()),
                    place: file.source.place(key.start_byte()),
                });
            }
        }
        Ok(settings)
    })?;
    Ok(found.into_iter().flatten().collect())
}
