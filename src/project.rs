//! A Django repository as the rest of the pipeline sees it: its apps, their labels and packages,
//! and which module a file is.
//!
//! Invariant: nothing here reads the disk. `scan` fills a [`Project`] in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Error, Place, nearest};

/// A Django application: a package with models, migrations or an `AppConfig`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// App label: `AppConfig.label`, or the last component of the package.
    pub label: String,
    /// Dotted package, e.g. `hospital.apps.emr`.
    pub module: String,
    /// Directory of the package, relative to the root.
    pub dir: PathBuf,
    /// `AppConfig.default_auto_field`, where the app sets it.
    pub default_auto_field: Option<String>,
}

/// The repository: every file the walk found, and the apps among them.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The root that was given.
    pub root: PathBuf,
    /// Every file, relative to the root, sorted.
    pub files: Vec<PathBuf>,
    /// Symbolic links that lead out of the root, and that are not followed.
    pub links: Vec<PathBuf>,
    /// The apps, by directory.
    pub apps: Vec<App>,
    /// Directories that Python imports from, by the directory of the top-level package below them;
    /// only those that differ from the package's parent (namespace packages).
    pub import_roots: BTreeMap<PathBuf, PathBuf>,
    /// Every directory that the apps are imported from, the root first.
    pub roots: Vec<PathBuf>,
    /// Where the migrations of an app are, by its label, where a setting puts them elsewhere than
    /// into its package `migrations`.
    pub migration_modules: BTreeMap<String, MigrationModule>,
    /// Where a module changes which options Django's `AlterModelOptions` takes away.
    pub altered_options: Option<Place>,
    /// What files hold that are not to be taken from the disk: those of an editor, and those that
    /// are rewritten already.
    pub held: BTreeMap<PathBuf, Vec<u8>>,
}

/// What `MIGRATION_MODULES` says of an app.
/// <https://docs.djangoproject.com/en/stable/ref/settings/#migration-modules>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationModule {
    /// The dotted name of the package; `None` where the app has no migrations.
    pub module: Option<String>,
    /// Its directory, relative to the root, where it is found.
    pub dir: Option<PathBuf>,
    /// Where the setting is.
    pub place: Place,
}

impl Project {
    /// Whether the walk found this file (relative to the root).
    pub fn has(&self, path: &Path) -> bool {
        self.files.binary_search_by(|file| file.as_path().cmp(path)).is_ok()
    }

    /// Adds a file that the walk did not find.
    pub fn add(&mut self, path: &Path) {
        if let Err(at) = self.files.binary_search_by(|file| file.as_path().cmp(path)) {
            self.files.insert(at, path.to_owned());
        }
    }

    /// Works out [`Project::roots`] from the apps and the import roots.
    pub fn settle_roots(&mut self) {
        let of_app = |app: &App| self.import_root(&app.dir.join("__init__.py"));
        let mut roots: Vec<PathBuf> = self.apps.iter().map(of_app).collect();
        roots.push(PathBuf::new());
        roots.sort();
        roots.dedup();
        self.roots = roots;
    }

    /// The directory that the module name of `path` starts from.
    fn import_root(&self, path: &Path) -> PathBuf {
        let mut dir = path.parent().unwrap_or(Path::new(""));
        // Below an app a package needs no `__init__.py`: `management/commands` often has none.
        let app = self.app_of(path).map(|app| app.dir.as_path());
        let is_below = |dir: &Path| app.is_some_and(|app| dir != app && dir.starts_with(app));
        while dir.parent().is_some() && (is_below(dir) || self.has(&dir.join("__init__.py"))) {
            if let Some(root) = self.import_roots.get(dir) {
                return root.clone();
            }
            dir = dir.parent().unwrap_or(Path::new(""));
        }
        self.import_roots.get(dir).cloned().unwrap_or_else(|| dir.to_owned())
    }

    /// The dotted name of a Python file (`emr/models/__init__.py` is `emr.models`).
    pub fn module_of(&self, path: &Path) -> Option<String> {
        let relative = path.strip_prefix(self.import_root(path)).ok()?.with_extension("");
        // What is not Unicode in it is replaced: nothing imports such a name.
        let parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
        let mut parts: Vec<_> = parts.collect();
        if parts.last().is_some_and(|last| last == "__init__") {
            parts.pop();
        }
        Some(parts.join("."))
    }

    /// The file of a dotted module, where the project has one.
    pub fn file_of(&self, module: &str) -> Option<PathBuf> {
        let tail: PathBuf = module.split('.').collect();
        self.roots.iter().find_map(|root| {
            let file = root.join(&tail).with_extension("py");
            let package = root.join(&tail).join("__init__.py");
            [package, file].into_iter().find(|path| self.has(path))
        })
    }

    /// The package that a relative import of `path` counts its dots from.
    pub fn package_of(&self, path: &Path) -> Option<String> {
        let module = self.module_of(path)?;
        if path.file_name().is_some_and(|name| name == "__init__.py") {
            return Some(module);
        }
        Some(module.rsplit_once('.').map_or_else(String::new, |(package, _)| package.to_owned()))
    }

    /// The app that a file belongs to: the innermost one around it.
    pub fn app_of(&self, path: &Path) -> Option<&App> {
        self.apps
            .iter()
            .filter(|app| path.starts_with(&app.dir))
            .max_by_key(|app| app.dir.components().count())
    }

    /// The app with this label.
    ///
    /// # Errors
    /// No such app (the nearest labels are named), or more than one.
    pub fn app(&self, label: &str) -> Result<&App, Error> {
        let found: Vec<&App> = self.apps.iter().filter(|app| app.label == label).collect();
        match found.as_slice() {
            [app] => Ok(app),
            [] => {
                let near = nearest(label, self.apps.iter().map(|app| app.label.as_str()));
                let error = Error::new(format!("there is no app labelled '{label}' here"));
                Err(if near.is_empty() {
                    let mut labels: Vec<&str> =
                        self.apps.iter().map(|app| app.label.as_str()).collect();
                    labels.sort_unstable();
                    labels.dedup();
                    error.help(format!("the apps are: {}", labels.join(", ")))
                } else {
                    error.help(format!("did you mean {}?", near.join(" or ")))
                })
            }
            [first, second, ..] => Err(Error::new(format!(
                "two apps are labelled '{label}': {} and {}",
                first.dir.display(),
                second.dir.display()
            ))
            .help("point --root at the directory that holds only one of them")),
        }
    }

    /// The migrations of an app, by path: every module of its `migrations` package that Django's
    /// loader reads (names that start with `_` or `~` are left out).
    pub fn migrations_of<'a>(&'a self, app: &App) -> impl Iterator<Item = &'a PathBuf> + use<'a> {
        let dir = self.migrations_dir(app);
        let is_of_app = move |file: &&PathBuf| {
            dir.as_deref().is_some_and(|dir| file.parent() == Some(dir)) && has_migration_name(file)
        };
        self.files.iter().filter(is_of_app)
    }

    /// The directory of an app's migrations, relative to the root; `None` where a setting says that
    /// it has none, or puts them out of reach.
    pub fn migrations_dir(&self, app: &App) -> Option<PathBuf> {
        match self.migration_modules.get(&app.label) {
            Some(elsewhere) => elsewhere.dir.clone(),
            None => Some(app.dir.join("migrations")),
        }
    }

    /// The dotted name of the package of an app's migrations.
    pub fn migrations_module(&self, app: &App) -> String {
        let elsewhere = self.migration_modules.get(&app.label);
        let module = elsewhere.and_then(|elsewhere| elsewhere.module.clone());
        module.unwrap_or_else(|| format!("{}.migrations", app.module))
    }

    /// Whether Django's loader reads this file as a migration, going by its name and directory alone.
    pub fn is_migration(&self, path: &Path) -> bool {
        has_migration_name(path) && self.is_migrations_dir(path.parent().unwrap_or(Path::new("")))
    }

    /// Whether a directory is one of migrations.
    pub fn is_migrations_dir(&self, dir: &Path) -> bool {
        dir.file_name().is_some_and(|name| name == "migrations")
            || self.migration_modules.values().any(|one| one.dir.as_deref() == Some(dir))
    }
}

/// Whether Django's loader reads a file of this name, in a directory of migrations.
fn has_migration_name(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    path.extension().is_some_and(|extension| extension == "py") && !name.starts_with(['_', '~'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> Project {
        let mut files: Vec<PathBuf> = [
            "emr/__init__.py",
            "emr/models/__init__.py",
            "emr/models/encounter.py",
            "emr/migrations/0001_initial.py",
            "emr/migrations/__init__.py",
            "emr/management/commands/purge.py",
            "src/apps/lab/__init__.py",
            "src/apps/lab/models.py",
        ]
        .iter()
        .map(PathBuf::from)
        .collect();
        files.sort();
        let app = |label: &str, module: &str, dir: &str| App {
            label: label.into(),
            module: module.into(),
            dir: dir.into(),
            default_auto_field: None,
        };
        let mut project = Project {
            root: ".".into(),
            files,
            links: Vec::new(),
            apps: vec![app("emr", "emr", "emr"), app("lab", "apps.lab", "src/apps/lab")],
            import_roots: BTreeMap::from([("src/apps".into(), "src".into())]),
            roots: Vec::new(),
            migration_modules: BTreeMap::new(),
            altered_options: None,
            held: BTreeMap::new(),
        };
        project.settle_roots();
        project
    }

    #[test]
    fn files_and_modules_name_each_other() {
        let project = project();
        for (path, module) in [
            ("emr/models/__init__.py", "emr.models"),
            ("emr/models/encounter.py", "emr.models.encounter"),
            ("emr/management/commands/purge.py", "emr.management.commands.purge"),
            ("src/apps/lab/models.py", "apps.lab.models"),
        ] {
            assert_eq!(project.module_of(Path::new(path)).as_deref(), Some(module));
            assert_eq!(project.file_of(module), Some(PathBuf::from(path)));
        }
        assert_eq!(project.package_of(Path::new("emr/models/__init__.py")).unwrap(), "emr.models");
        assert_eq!(project.package_of(Path::new("emr/models/encounter.py")).unwrap(), "emr.models");
    }

    #[test]
    fn an_unknown_label_names_the_nearest() {
        let error = project().app("emt").unwrap_err();
        assert_eq!(error.help.as_deref(), Some("did you mean emr?"));
    }
}
