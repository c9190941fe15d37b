//! The settings that decide whether a move is right, wherever a module assigns them.
//! <https://docs.djangoproject.com/en/stable/ref/settings/>

use regex::bytes::Regex;

use crate::diagnostic::{Diagnostic, Error, Place};
use crate::migrations::expr::Expr;
use crate::project::{Project, is_migration};
use crate::query;
use crate::reference::ModelId;
use crate::scan;
use crate::source::PythonFile;

/// A setting that some module assigns at its top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// `AUTH_USER_MODEL`, …
    pub key: String,
    /// Its value, as text has it.
    pub value: Expr,
    /// Where.
    pub place: Place,
}

/// Every assignment of a setting in the project: there may be several settings modules.
///
/// # Errors
/// A pattern that does not compile.
pub fn read(project: &Project) -> Result<Vec<Setting>, Error> {
    let keys = "AUTH_USER_MODEL|DATABASE_ROUTERS|DEFAULT_AUTO_FIELD|MIGRATION_MODULES";
    let needle = Regex::new(&format!(r"(?m)^(?:{keys})\b"))
        .map_err(|error| Error::new(format!("search pattern: {error}")))?;
    let is_python = |path: &&std::path::PathBuf| {
        path.extension().is_some_and(|extension| extension == "py") && !is_migration(path)
    };
    let paths: Vec<_> = project.files.iter().filter(is_python).collect();
    let (found, _) = scan::search(project, &paths, &needle, |source| {
        let file = PythonFile::parse(source)?;
        let mut settings = Vec::new();
        for one in query::SETTINGS.matches(&file, file.root())? {
            if let ("setting", Some(key), Some(value)) =
                (one.kind, one.node("key"), one.node("value"))
            {
                settings.push(Setting {
                    key: file.text(key).to_owned(),
                    value: Expr::read(&file, value),
                    place: file.source.place(key.start_byte()),
                });
            }
        }
        Ok(settings)
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// Refuses what a setting makes impossible: the user model under another label (migrations of
/// Django's own admin refer to it by the setting), and migrations that live elsewhere.
///
/// # Errors
/// The refusal, at the setting.
pub fn refuse(settings: &[Setting], model: &ModelId, labels: &[&str]) -> Result<(), Error> {
    for setting in settings {
        match (setting.key.as_str(), &setting.value) {
            ("AUTH_USER_MODEL", Expr::Str { value })
                if value.eq_ignore_ascii_case(&model.to_string()) =>
            {
                let why = "migrations of Django itself refer to it by this setting";
                return Err(Error::new(format!("{model} is AUTH_USER_MODEL"))
                    .at(setting.place.clone())
                    .help(format!(
                        "{why}: its label must stay, and --strategy code moves the class alone"
                    )));
            }
            ("MIGRATION_MODULES", Expr::Dict(pairs)) => {
                let elsewhere = |(key, value): &(Expr, Expr)| {
                    let label = key.as_str().filter(|label| labels.contains(label))?;
                    value.as_str().map(|module| (label.to_owned(), module.to_owned()))
                };
                if let Some((label, module)) = pairs.iter().find_map(elsewhere) {
                    return Err(Error::new(format!(
                        "the migrations of '{label}' are in {module}, which is not read yet"
                    ))
                    .at(setting.place.clone())
                    .help(
                        "move the model by hand, or the migrations to the app for the time being",
                    ));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// What a setting may make wrong, for a person to look at.
pub fn warnings(settings: &[Setting], model: &ModelId, to: &str) -> Vec<Diagnostic> {
    let has_routers = |setting: &&Setting| {
        setting.key == "DATABASE_ROUTERS" && setting.value != Expr::List(Vec::new())
    };
    let message = format!(
        "a router that decides by app label may send {to}.{} to another database than {model}",
        model.name
    );
    settings
        .iter()
        .filter(has_routers)
        .map(|setting| Diagnostic { place: setting.place.clone(), message: message.clone() })
        .collect()
}
