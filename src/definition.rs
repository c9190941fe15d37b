//! Where a model is defined.

use std::path::{Path, PathBuf};

use regex::bytes::Regex;

use crate::diagnostic::{Error, nearest};
use crate::names::{Import, Names};
use crate::project::{App, Project};
use crate::reference::ModelId;
use crate::resolve;
use crate::scan;
use crate::source::{PythonFile, string_value};
use crate::transplant::model;
use crate::transplant::outline::Outline;

/// A model's class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The file, relative to the root.
    pub path: PathBuf,
    /// Its dotted module.
    pub module: String,
}

/// The files that Django imports as the models of `app`: `models.py`, or the package `models`.
pub fn models_files<'a>(project: &'a Project, app: &App) -> Vec<&'a PathBuf> {
    let (module, package) = (app.dir.join("models.py"), app.dir.join("models"));
    let is_python = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "py");
    project
        .files
        .iter()
        .filter(is_python)
        .filter(|path| {
            **path == module || (path.starts_with(&package) && !project.is_migration(path))
        })
        .collect()
}

/// Whether a class stands among the models of `app`, whatever its label.
pub fn stands_in(project: &Project, app: &App, definition: &Definition) -> bool {
    models_files(project, app).contains(&&definition.path)
}

/// The class of `model` in the models of `app`, or elsewhere with `Meta.app_label` of it.
/// <https://docs.djangoproject.com/en/stable/ref/models/options/#app-label>
///
/// # Errors
/// Two of them, or a file that cannot be read.
pub fn find(project: &Project, app: &App, name: &str) -> Result<Option<Definition>, Error> {
    let own = models_files(project, app);
    let says_other = |label: Option<&str>| label.is_some_and(|label| label != app.label);
    let found = find_in(project, app, &own, name, &|label| !says_other(label))?;
    if found.is_some() {
        return Ok(found);
    }
    let is_python = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "py");
    let others = project.files.iter().filter(is_python).filter(|path| !project.is_migration(path));
    let others: Vec<&PathBuf> = others.filter(|path| !own.contains(path)).collect();
    find_in(project, app, &others, name, &|label| label == Some(app.label.as_str()))
}

/// The class of `name` among the models of `app`, whatever its label.
///
/// # Errors
/// Two of them, or a file that cannot be read.
pub fn among(project: &Project, app: &App, name: &str) -> Result<Option<Definition>, Error> {
    find_in(project, app, &models_files(project, app), name, &|_| true)
}

/// The `Meta.app_label` of the class `name`, where it is written out.
///
/// # Errors
/// A pattern that does not compile.
pub fn label(file: &PythonFile, name: &str) -> Result<Option<String>, Error> {
    let Some(class) = file.class(name) else { return Ok(None) };
    let label = model::option(file, class, name, "app_label")?;
    Ok(label.and_then(|value| string_value(file, value)).map(|(label, _)| label.to_owned()))
}

/// The class of `name` in `files`, if its `Meta.app_label` is `wanted`.
fn find_in(
    project: &Project,
    app: &App,
    files: &[&PathBuf],
    name: &str,
    wanted: &dyn Fn(Option<&str>) -> bool,
) -> Result<Option<Definition>, Error> {
    let needle = class_pattern(&regex::escape(name))?;
    let (found, unreadable) = scan::search(project, files, &needle, |source| {
        let file = PythonFile::parse(source)?;
        let Some(class) = file.class(name) else { return Ok(None) };
        let label = label(&file, name)?;
        Ok(Some((file.path().to_owned(), file.source.place(class.start_byte()), label)))
    })?;
    if let Some(first) = unreadable.into_iter().next() {
        return Err(Error::new(first.message)
            .at(first.place)
            .help("it may define the model: make it readable as UTF-8, or have git ignore it"));
    }
    let found = found.into_iter().flatten();
    let found: Vec<_> = found
        .filter(|(_, _, label)| wanted(label.as_deref()))
        .map(|(path, place, _)| (path, place))
        .collect();
    match found.as_slice() {
        [] => Ok(None),
        [(path, place)] => {
            let module = project.module_of(path).ok_or_else(|| {
                Error::new("this file has no importable module name").at(place.clone())
            })?;
            Ok(Some(Definition { path: path.clone(), module }))
        }
        [_, (_, second), ..] => {
            Err(Error::new(format!("'{name}' is defined twice in the models of '{}'", app.label))
                .at(second.clone()))
        }
    }
}

/// The error for a model that `app` does not define; the nearest names help.
///
/// # Errors
/// A file that cannot be read.
pub fn unknown(project: &Project, app: &App, model: &ModelId) -> Result<Error, Error> {
    let files = models_files(project, app);
    let any = class_pattern(r"\w+")?;
    let (names, _) = scan::search(project, &files, &any, |source| {
        let names = any.captures_iter(&source.bytes).filter_map(|found| {
            found.get(1).map(|name| String::from_utf8_lossy(name.as_bytes()).into_owned())
        });
        Ok(names.collect::<Vec<String>>())
    })?;
    let names: Vec<String> = names.into_iter().flatten().collect();
    let error = Error::new(format!("the app '{}' has no model '{}'", app.label, model.name));
    let near = nearest(&model.name, names.iter().map(String::as_str));
    Ok(if near.is_empty() {
        error.help(format!("it is looked for in {}", app.dir.join("models.py").display()))
    } else {
        error.help(format!("did you mean {}?", near.join(" or ")))
    })
}

/// Where a model goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The file, relative to the root. It may not exist yet.
    pub path: PathBuf,
    /// Its dotted module.
    pub module: String,
    /// The module that others import the model from: the file's own, or the package around it.
    pub public: String,
    /// The `__init__.py` of that package.
    pub package: Option<PathBuf>,
}

/// Where the model `name` goes in `app`: its `models.py`, which may have to be made; or a module of
/// its own in the package `models`, unless the classes stand in the `__init__.py` there.
///
/// # Errors
/// A file that cannot be read, or has no module name.
pub fn destination(project: &Project, app: &App, name: &str) -> Result<Destination, Error> {
    let package = app.dir.join("models").join("__init__.py");
    let module = |path: &Path| {
        let unnamed = || Error::new(format!("{} has no module name", path.display()));
        project.module_of(path).ok_or_else(unnamed)
    };
    let alone = |path: PathBuf| {
        let module = module(&path)?;
        Ok(Destination { public: module.clone(), path, module, package: None })
    };
    if !project.has(&package) {
        return alone(app.dir.join("models.py"));
    }
    let any = class_pattern(r"\w+")?;
    let (classes, _) = scan::search(project, &[&package], &any, |_| Ok(()))?;
    if !classes.is_empty() {
        return alone(package);
    }
    let path = package.with_file_name(format!("{}.py", snake_case(name)));
    let (public, module) = (module(&package)?, module(&path)?);
    Ok(Destination { path, module, public, package: Some(package) })
}

/// Where a class stands that is in the models of `app` already.
///
/// # Errors
/// The package around it has no module name.
pub fn standing(
    project: &Project,
    app: &App,
    definition: &Definition,
) -> Result<Destination, Error> {
    let Definition { path, module } = definition.clone();
    let package = app.dir.join("models").join("__init__.py");
    if path == package || !project.has(&package) || !path.starts_with(app.dir.join("models")) {
        return Ok(Destination { public: module.clone(), path, module, package: None });
    }
    let unnamed = || Error::new(format!("{} has no module name", package.display()));
    let public = project.module_of(&package).ok_or_else(unnamed)?;
    Ok(Destination { path, module, public, package: Some(package) })
}

/// The module of `app` that the class `name` has left for `there`: its models, or the module among
/// them that has the name from there, or from where nothing is any longer. There may be no file.
///
/// # Errors
/// A file that cannot be read, or has no module name.
pub fn left(
    project: &Project,
    app: &App,
    name: &str,
    there: &Definition,
) -> Result<Definition, Error> {
    let package = app.dir.join("models").join("__init__.py");
    let path = if project.has(&package) { package } else { app.dir.join("models.py") };
    let unnamed = || Error::new(format!("{} has no module name", path.display()));
    let module = project.module_of(&path).ok_or_else(unnamed)?;
    let below = format!("{module}.");
    for file in models_files(project, app) {
        let file = resolve::parse_around(project, file, name)?;
        let names = Names::read(project, &file)?;
        let is_it = |one: &&Import| one.items.iter().any(|item| item.name == name);
        for from in names.imports.iter().filter(is_it).filter_map(|one| one.from.as_ref()) {
            let home = project.file_of(from);
            if home.is_none() && from.starts_with(&below) {
                let rest: PathBuf = from[below.len()..].split('.').collect();
                let path = path.with_file_name(rest).with_extension("py");
                return Ok(Definition { path, module: from.clone() });
            }
            let is_there =
                home.as_ref() == Some(&there.path) || there.module.starts_with(&format!("{from}."));
            // Who uses it need not have it for others.
            if is_there && !Outline::read(&file, &names).uses(name) {
                return Ok(Definition { path: file.path().to_owned(), module: names.module });
            }
        }
    }
    Ok(Definition { path, module })
}

/// Whether an app has no class in its models, but for those that were `taken` there by hand, and are no
/// models of it yet.
///
/// # Errors
/// A pattern that does not compile.
pub fn is_bare(project: &Project, app: &App, taken: &[ModelId]) -> Result<bool, Error> {
    let files = models_files(project, app);
    let any = class_pattern(r"\w+")?;
    let (classes, _) = scan::search(project, &files, &any, |source| {
        let is_other = |name: regex::bytes::Match| {
            !taken.iter().any(|one| one.name.as_bytes() == name.as_bytes())
        };
        let mut found = any.captures_iter(&source.bytes).filter_map(|found| found.get(1));
        Ok(found.any(is_other))
    })?;
    Ok(!classes.contains(&true))
}

/// `vital_signs` for `VitalSigns`, `html_page` for `HTMLPage`.
fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let next = letters.get(at + 1);
        let opens = before.is_some_and(char::is_lowercase)
            || (before.is_some_and(char::is_uppercase) && next.is_some_and(|c| c.is_lowercase()));
        if letter.is_uppercase() && opens {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

fn class_pattern(name: &str) -> Result<Regex, Error> {
    Regex::new(&format!(r"(?m)^class\s+({name})\b"))
        .map_err(|error| Error::new(format!("search pattern: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_named_as_people_name_them() {
        for (class, module) in [
            ("Encounter", "encounter"),
            ("VitalSigns", "vital_signs"),
            ("HTMLPage", "html_page"),
            ("L2VPN", "l2vpn"),
            ("API", "api"),
            ("Old_Name", "old_name"),
        ] {
            assert_eq!(snake_case(class), module);
        }
    }
}
