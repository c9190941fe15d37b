//! Where a model is defined.

use std::path::{Path, PathBuf};

use regex::bytes::Regex;

use crate::diagnostic::{Error, nearest};
use crate::project::{App, Project, is_migration};
use crate::reference::ModelId;
use crate::scan;
use crate::source::PythonFile;

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
        .filter(|path| **path == module || (path.starts_with(&package) && !is_migration(path)))
        .collect()
}

/// The class of `model` in the models of `app`, if it is there.
///
/// # Errors
/// Two of them, or a file that cannot be read.
pub fn find(project: &Project, app: &App, name: &str) -> Result<Option<Definition>, Error> {
    let files = models_files(project, app);
    let needle = class_pattern(&regex::escape(name))?;
    let (found, unreadable) = scan::search(project, &files, &needle, |source| {
        let file = PythonFile::parse(source)?;
        Ok(file
            .class(name)
            .map(|node| (file.path().to_owned(), file.source.place(node.start_byte()))))
    })?;
    if let Some(first) = unreadable.into_iter().next() {
        return Err(Error::new(first.message).at(first.place));
    }
    let found: Vec<_> = found.into_iter().flatten().collect();
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

/// The `models.py` that a model can be moved to.
///
/// # Errors
/// The app has none, or a package in its place.
pub fn models_module(project: &Project, app: &App) -> Result<PathBuf, Error> {
    let module = app.dir.join("models.py");
    if project.has(&module) {
        return Ok(module);
    }
    let package = app.dir.join("models").join("__init__.py");
    Err(if project.has(Path::new(&package)) {
        Error::new(format!(
            "{} is a package, and models can only be moved to a models.py yet",
            app.dir.join("models").display()
        ))
        .help("name a target app whose models are in models.py")
    } else {
        Error::new(format!("the app '{}' has no models module", app.label))
            .help(format!("make {} with the line: from django.db import models", module.display()))
    })
}

fn class_pattern(name: &str) -> Result<Regex, Error> {
    Regex::new(&format!(r"(?m)^class\s+({name})\b"))
        .map_err(|error| Error::new(format!("search pattern: {error}")))
}
