//! A move that was begun by hand: the class stands in the target already, and the migrations still
//! have the model in its old app.

use std::collections::BTreeSet;
use std::path::Path;

use regex::bytes::Regex;

use crate::definition::{self, Definition, Destination};
use crate::diagnostic::{Diagnostic, Error};
use crate::migrations::History;
use crate::migrations::state::State;
use crate::names::Names;
use crate::plan::{MovingModel, finds, has_name};
use crate::project::{App, Project};
use crate::reference::{ModelId, Move, Strategy};
use crate::resolve::{self, References};
use crate::scan;
use crate::source::{PythonFile, string_value};
use crate::transplant::model;
use crate::transplant::outline::Outline;

/// Whether the class of `model`, which stands in the target, has still to become a model of it in the
/// migrations.
///
/// # Errors
/// It never was a model of the old app, or is one of both.
pub(super) fn is_begun(
    project: &Project,
    source: &App,
    target: &App,
    model: &ModelId,
) -> Result<bool, Error> {
    let state = State::replay(&History::read(project, std::slice::from_ref(model), &target.label)?);
    let old = (source.label.clone(), model.model_name());
    let new = (target.label.clone(), model.model_name());
    match (state.models.get(&old), state.models.get(&new)) {
        (Some(_), None) => Ok(true),
        (None, Some(_)) if state.created.contains(&old) => Ok(false),
        (Some(_), Some(other)) => Err(Error::new(format!(
            "the migrations have both {model} and {}.{}",
            target.label, other.name
        ))
        .at(other.place.clone())
        .help(
            "take away the migration that makes the second one, unless it was run, and run again",
        )),
        (None, _) => Err(definition::unknown(project, source, model)?),
    }
}

/// The modules that a move leaves and goes to, where the classes were taken there by hand.
///
/// # Errors
/// The classes are in several modules, or the request asks for what was done by hand.
pub(super) fn addresses(
    project: &Project,
    source: &App,
    target: &App,
    request: &Move,
    taken: &[(ModelId, Definition)],
) -> Result<Option<(Definition, Destination)>, Error> {
    let Some((first, there)) = taken.first() else { return Ok(None) };
    let path = there.path.display();
    if let Some((model, other)) = taken.iter().find(|(_, one)| one.path != there.path) {
        let other = other.path.display();
        return Err(Error::new(format!("{first} was taken to {path}, and {model} to {other}"))
            .help("what stands in several modules is finished one module at a time"));
    }
    if request.strategy == Strategy::Code {
        return Err(Error::new(format!("the class of {first} stands in {path} already"))
            .help(format!("give its Meta app_label = \"{}\": that is all", source.label)));
    }
    if let Some(name) = request.with.iter().chain(&request.without).next() {
        return Err(Error::new(format!("the class of {first} stands in {path} already"))
            .help(format!("'{name}' is where you have put it: leave --with and --without out")));
    }
    let old = definition::left(project, source, &first.name, there)?;
    Ok(Some((old, definition::standing(project, target, there)?)))
}

/// Names that the new module defines, and that were taken there with the class as it seems: the old one
/// does not have them, or has them from there for others alone.
pub(super) fn candidates(
    project: &Project,
    old: &Path,
    class_file: &PythonFile,
    models: &[ModelId],
) -> Result<BTreeSet<String>, Error> {
    let outline = Outline::read(class_file, &Names::read(project, class_file)?);
    let mut names: BTreeSet<String> =
        outline.statements.iter().filter_map(|one| one.defines.clone()).collect();
    if project.has(old) {
        let file = resolve::parse(project, old)?;
        let bound = Names::read(project, &file)?;
        let old = Outline::read(&file, &bound);
        let is_home = |from: &String| project.file_of(from).as_deref() == Some(class_file.path());
        let passes_on = |name: &String| {
            let mut imports =
                bound.imports.iter().filter(|one| one.from.as_ref().is_some_and(is_home));
            !old.uses(name)
                && imports.any(|one| {
                    one.items.iter().any(|item| item.local() == name && item.name == *name)
                })
        };
        let mut kept = BTreeSet::new();
        for name in names {
            if passes_on(&name)
                || finds(&file, &bound, &name)
                || !has_name(project, &file, &bound, &name)?
            {
                kept.insert(name);
            }
        }
        names = kept;
    }
    names.extend(models.iter().map(|model| model.name.clone()));
    Ok(names)
}

/// Keeps those of the candidates that somebody has from the old module, and the models.
///
/// # Errors
/// A migration that cannot be read.
pub(super) fn asked_for(
    project: &Project,
    candidates: &mut BTreeSet<String>,
    left: &Definition,
    models: &[ModelId],
    references: &References,
) -> Result<(), Error> {
    let of_history = of_history(project, &left.module)?;
    candidates.retain(|name| {
        models.iter().any(|model| model.name == *name)
            || references.list.iter().any(|one| one.symbol == *name)
            || of_history.contains(name)
    });
    Ok(())
}

/// The names that migrations have from a module.
fn of_history(project: &Project, module: &str) -> Result<BTreeSet<String>, Error> {
    let pattern = |text: &str| {
        Regex::new(text).map_err(|error| Error::new(format!("search pattern: {error}")))
    };
    let module_name = regex::escape(module);
    let (needle, dotted) = (pattern(&module_name)?, pattern(&format!(r"\b{module_name}\.(\w+)"))?);
    let migrations: Vec<_> =
        project.files.iter().filter(|path| project.is_migration(path)).collect();
    let (found, _) = scan::search(project, &migrations, &needle, |source| {
        let file = PythonFile::parse(source)?;
        let names = Names::read(project, &file)?;
        let imports = names.imports.iter().filter(|one| one.from.as_deref() == Some(module));
        let imported = imports.flat_map(|one| one.items.iter().map(|item| item.name.clone()));
        let dotted = dotted.captures_iter(&file.source.bytes).filter_map(|found| found.get(1));
        let dotted = dotted.map(|name| String::from_utf8_lossy(name.as_bytes()).into_owned());
        Ok(imported.chain(dotted).collect::<Vec<String>>())
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// A table that a class which `is_there` names otherwise than the migrations will: `makemigrations`
/// would rename it.
///
/// # Errors
/// A pattern that does not compile.
pub(super) fn other_tables(
    is_there: bool,
    file: &PythonFile,
    models: &[MovingModel],
) -> Result<Vec<Diagnostic>, Error> {
    let mut found = Vec::new();
    for one in models.iter().filter(|_| is_there) {
        let Some(class) = file.class(&one.id.name) else { continue };
        let Some(value) = model::option(file, class, &one.id.name, "db_table")? else { continue };
        let table = string_value(file, value).map(|(table, _)| table);
        let wanted = one.option.as_ref().map(|(_, table)| table.as_str());
        if table == wanted {
            continue;
        }
        let message = match wanted {
            Some(wanted) => {
                format!("the table is {wanted}: name it here, or makemigrations renames it")
            }
            None => {
                "the table is named by the label: take this away, or makemigrations finds a change"
                    .to_owned()
            }
        };
        found.push(file.source.diagnostic(value.start_byte(), message));
    }
    Ok(found)
}
