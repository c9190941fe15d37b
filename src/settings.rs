//! The settings that decide whether a move is right, wherever a module assigns them.
//! <https://docs.djangoproject.com/en/stable/ref/settings/>

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use regex::bytes::Regex;

use crate::diagnostic::{Diagnostic, Error, Place};
use crate::migrations::expr::Expr;
use crate::project::{MigrationModule, Project};
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

/// A setting that is assigned.
const ASSIGNED: &str =
    r"(?m-u)^(?:AUTH_USER_MODEL|DATABASE_ROUTERS|DEFAULT_AUTO_FIELD|MIGRATION_MODULES)\b";

/// Where a module changes which options `AlterModelOptions` takes away.
const ALTERED: &str = r"AlterModelOptions\.ALTER_OPTION_KEYS";

fn compiled(text: &str) -> Result<Regex, Error> {
    Regex::new(text).map_err(|error| Error::new(format!("search pattern: {error}")))
}

fn is_python(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "py")
}

/// The files that [`read`] looks for, as another search comes by them: to read all of a large project for
/// their sake takes as long as that search.
pub struct Noticed {
    either: Regex,
    paths: Mutex<BTreeSet<PathBuf>>,
}

impl Noticed {
    /// None so far.
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub fn new() -> Result<Self, Error> {
        let either = compiled(&format!("{ASSIGNED}|{ALTERED}"))?;
        Ok(Self { either, paths: Mutex::default() })
    }

    /// Looks at a file.
    pub fn see(&self, path: &Path, bytes: &[u8]) {
        if is_python(path) && self.either.is_match(bytes) {
            let mut paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
            paths.insert(path.to_owned());
        }
    }

    /// Those that were seen.
    pub fn paths(self) -> BTreeSet<PathBuf> {
        self.paths.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every assignment of a setting in the project: there may be several settings modules. And where a
/// module of the project changes which options `AlterModelOptions` takes away, as some do.
///
/// # Errors
/// A pattern that does not compile.
pub fn read(project: &Project) -> Result<(Vec<Setting>, Option<Place>), Error> {
    read_in(project, &project.files.iter().filter(|path| is_python(path)).collect::<Vec<_>>())
}

/// The same of some files of it.
///
/// # Errors
/// As [`read`].
pub fn read_in(
    project: &Project,
    paths: &[&PathBuf],
) -> Result<(Vec<Setting>, Option<Place>), Error> {
    let (assigned, altered) = (compiled(ASSIGNED)?, compiled(ALTERED)?);
    let either = compiled(&format!("{ASSIGNED}|{ALTERED}"))?;
    let (found, _) = scan::search(project, paths, &either, |source| {
        let altered = altered.find(&source.bytes).map(|found| source.place(found.start()));
        if project.is_migration(&source.path) || !assigned.is_match(&source.bytes) {
            return Ok((Vec::new(), altered));
        }
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
        Ok((settings, altered))
    })?;
    let (settings, altered): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    Ok((settings.into_iter().flatten().collect(), altered.into_iter().flatten().next()))
}

/// Refuses what a setting makes impossible: the user model under another label (migrations of
/// Django's own admin refer to it by the setting).
///
/// # Errors
/// The refusal, at the setting.
pub fn refuse(settings: &[Setting], model: &ModelId) -> Result<(), Error> {
    for setting in settings.iter().filter(|setting| setting.key == "AUTH_USER_MODEL") {
        let label = setting.value.as_str().unwrap_or_default();
        if label.eq_ignore_ascii_case(&model.to_string()) {
            let why = "migrations of Django itself refer to it by this setting";
            return Err(Error::new(format!("{model} is AUTH_USER_MODEL"))
                .at(setting.place.clone())
                .help(format!(
                    "{why}: its label must stay, and --strategy code moves the class alone"
                )));
        }
    }
    Ok(())
}

/// Where the settings put the migrations of each app that they say something of.
///
/// That an app has none is what settings for tests say of apps that have some: such a line is passed
/// over where they are there.
pub fn migration_modules(
    project: &Project,
    settings: &[Setting],
) -> BTreeMap<String, MigrationModule> {
    let mut modules: BTreeMap<String, MigrationModule> = BTreeMap::new();
    for setting in settings.iter().filter(|setting| setting.key == "MIGRATION_MODULES") {
        let Expr::Dict(pairs) = &setting.value else { continue };
        for (label, value) in pairs {
            let app = label.as_str().and_then(|label| project.app(label).ok());
            let none = Expr::Name("None".to_owned());
            let (Some(app), module) = (app, value.as_str()) else { continue };
            let has_some = project.migrations_of(app).next().is_some();
            let is_usual = module.is_some_and(|module| module == project.migrations_module(app));
            if is_usual || (module.is_none() && (has_some || *value != none)) {
                continue;
            }
            let package = module.and_then(|module| project.file_of(module));
            let dir = package.filter(|path| path.ends_with("__init__.py"));
            let dir = dir.and_then(|path| path.parent().map(Path::to_owned));
            let module = module.map(str::to_owned);
            let new = MigrationModule { module, dir, place: setting.place.clone() };
            let known = modules.entry(app.label.clone()).or_insert_with(|| new.clone());
            match (&known.module, &new.module) {
                (Some(one), Some(other)) if one != other => {
                    // Settings that contradict each other: nobody knows which are right.
                    known.module = Some(format!("{one} or {other}"));
                    known.dir = None;
                }
                (None, Some(_)) => *known = new,
                _ => {}
            }
        }
    }
    modules
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
