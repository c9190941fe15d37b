//! What is asked for: the apps and models of a request, where they stand, and what goes with them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::begun;
use crate::definition::{self, Definition, Destination};
use crate::diagnostic::Error;
use crate::migrations::History;
use crate::migrations::state::State;
use crate::names::Names;
use crate::project::{App, Project};
use crate::reference::{ModelId, Move};
use crate::resolve;
use crate::source::PythonFile;
use crate::transplant::belongs::{Why, Wishes, belonging};
use crate::transplant::outline::{Outline, Statement};

/// The app that the models leave, and the one that they go to.
pub(super) fn apps<'p>(project: &'p Project, request: &Move) -> Result<(&'p App, &'p App), Error> {
    let Some(first) = request.models.first() else {
        return Err(Error::new("no model to move").help("name one by its label: emr.Encounter"));
    };
    if let Some(other) = request.models.iter().find(|one| one.app_label != first.app_label) {
        return Err(Error::new(format!("{first} and {other} are models of different apps"))
            .help("run the command once for each app"));
    }
    let (source, target) = (project.app(&first.app_label)?, project.app(&request.to)?);
    if source.label == target.label {
        return Err(Error::new(format!("{first} is in the app '{}' already", target.label))
            .help("name another app with --to"));
    }
    Ok((source, target))
}

/// Where the models stand.
pub(super) struct Standing {
    /// Those that are still to move.
    pub(super) models: Vec<ModelId>,
    /// The one module that defines them, or did until they were taken out of it.
    pub(super) definition: Definition,
    /// Where they go.
    pub(super) destination: Destination,
    /// Whether they were taken there by hand.
    pub(super) is_there: bool,
}

impl Standing {
    /// The file in which the classes stand.
    ///
    /// # Errors
    /// It cannot be parsed.
    pub(super) fn class_file(&self, project: &Project) -> Result<PythonFile, Error> {
        let path = if self.is_there { &self.destination.path } else { &self.definition.path };
        let file = resolve::parse(project, path)?;
        match file.syntax_error() {
            Some(at) => Err(file.source.error(at, "the model's module cannot be parsed")),
            None => Ok(file),
        }
    }
}

/// Where the models stand that are still to move; nothing where all have moved.
///
/// # Errors
/// A model that is not there, or one of this name where it goes; models of several modules.
pub(super) fn standing(
    project: &Project,
    source: &App,
    target: &App,
    request: &Move,
) -> Result<Option<Standing>, Error> {
    let mut found: Vec<(ModelId, Definition)> = Vec::new();
    let mut taken: Vec<(ModelId, Definition)> = Vec::new();
    for model in &request.models {
        match definition::find(project, source, &model.name)? {
            Some(definition) if definition::stands_in(project, target, &definition) => {
                stands_already(request, target, model, &definition)?;
            }
            Some(definition) => found.push((model.clone(), definition)),
            None => match definition::find(project, target, &model.name)? {
                Some(there) if begun::is_begun(project, source, target, model)? => {
                    taken.push((model.clone(), there));
                }
                Some(_) => {}
                None => return Err(definition::unknown(project, source, model)?),
            },
        }
    }
    if let (Some((model, here)), Some((other, there))) = (found.first(), taken.first()) {
        let (here, there) = (here.path.display(), there.path.display());
        return Err(Error::new(format!("{model} is in {here}, and {other} was taken to {there}"))
            .help(format!("finish {other} first, with a command of its own")));
    }
    let there = begun::addresses(project, source, target, request, &taken)?;
    let names = |list: Vec<(ModelId, Definition)>| list.into_iter().map(|(model, _)| model);
    if let Some((definition, destination)) = there {
        let models = names(taken).collect();
        return Ok(Some(Standing { models, definition, destination, is_there: true }));
    }
    let Some((model, first)) = found.first().cloned() else { return Ok(None) };
    if let Some((model, other)) = found.iter().find(|(_, one)| one.path != first.path) {
        return Err(several_modules(model, &first, other));
    }
    not_in_target(project, target, &found)?;
    let destination = definition::destination(project, target, &model.name)?;
    let models = names(found).collect();
    Ok(Some(Standing { models, definition: first, destination, is_there: false }))
}

/// The refusal of models that are not in one module.
fn several_modules(model: &ModelId, first: &Definition, other: &Definition) -> Error {
    let (first, other) = (first.path.display(), other.path.display());
    Error::new(format!("{model} is in {other}, and the others are in {first}"))
        .help("models of several modules move one module at a time: run the command for each")
}

/// Whether the target has no models of these names.
///
/// # Errors
/// It has one.
fn not_in_target(
    project: &Project,
    target: &App,
    models: &[(ModelId, Definition)],
) -> Result<(), Error> {
    for (model, here) in models {
        if let Some(other) = definition::find(project, target, &model.name)? {
            let (here, there) = (here.path.display(), other.path.display());
            let (label, name) = (&target.label, &model.name);
            return Err(Error::new(format!(
                "the app '{label}' has a model '{name}' already, in {there}"
            ))
            .help(format!(
                "rename one of the two models first; if it is a copy of the one in {here}, delete \
                 either, and run again"
            )));
        }
    }
    Ok(())
}

/// The class of a model stands in the target, with the label of its old app: strategy `code` has been
/// there.
///
/// # Errors
/// Its label is to change.
pub(super) fn stands_already(
    request: &Move,
    target: &App,
    model: &ModelId,
    definition: &Definition,
) -> Result<(), Error> {
    if request.label() == model.app_label {
        return Ok(());
    }
    let (path, label) = (definition.path.display(), &target.label);
    Err(Error::new(format!("the class {} is in '{label}' already, in {path}", model.name)).help(
        "its Meta.app_label keeps the old label: take the class back to the models of its own app, \
         without app_label, and run again",
    ))
}

/// Whether the migrations created `model`: if it has no class, that has left.
pub(super) fn has_left(project: &Project, model: &ModelId) -> Result<bool, Error> {
    let state =
        State::replay(&History::read(project, std::slice::from_ref(model), &model.app_label)?);
    let key = (model.app_label.clone(), model.model_name());
    Ok(state.created.contains(&key))
}

/// What goes, and what the user and the migrations say of the rest.
#[derive(Default)]
pub(super) struct WhatMoves {
    /// The statements of the module that move, and why.
    pub(super) belonging: BTreeMap<usize, Why>,
    /// What the user wants to go along, or to stay.
    pub(super) wishes: Wishes,
    /// Lower-case names of the models that stay in the app.
    pub(super) staying: BTreeSet<String>,
    /// The names that others have from the old module, and will have from the new one.
    pub(super) symbols: BTreeSet<String>,
}

/// Lower-case names of the models that stay in the app.
fn staying(source: &App, models: &[ModelId], state: &State) -> BTreeSet<String> {
    let names: BTreeSet<String> = models.iter().map(ModelId::model_name).collect();
    let of_source = state.models.keys().filter(|(app, _)| *app == source.label);
    of_source.map(|(_, name)| name.clone()).filter(|name| !names.contains(name)).collect()
}

/// Nothing moves that was taken to the target by hand. What it names there without its app may be a
/// model of either.
pub(super) fn nothing_moves(
    project: &Project,
    (source, target): (&App, &App),
    models: &[ModelId],
    state: &State,
    left: &Definition,
    file: &PythonFile,
) -> Result<WhatMoves, Error> {
    let is_there = |name: &String| state.models.contains_key(&(target.label.clone(), name.clone()));
    let mut staying = staying(source, models, state);
    staying.retain(|name| !is_there(name));
    let symbols = begun::candidates(project, &left.path, file, models)?;
    Ok(WhatMoves { staying, symbols, ..WhatMoves::default() })
}

/// What belongs to the models, by what the module says and the user wishes.
#[expect(clippy::too_many_arguments, reason = "one step of the pipeline, with all that is known")]
pub(super) fn what_moves(
    project: &Project,
    source: &App,
    request: &Move,
    models: &[ModelId],
    state: &State,
    file: &PythonFile,
    outline: &Outline,
    destination: &Destination,
) -> Result<WhatMoves, Error> {
    let staying = staying(source, models, state);
    let seeds: BTreeSet<usize> =
        models.iter().flat_map(|model| outline.defining(&model.name)).collect();
    let shared = shared_lines(project, file, outline, &destination.path)?;
    let is_model = |name: &str| {
        models.iter().any(|model| model.name == name) || staying.contains(&name.to_lowercase())
    };
    let stays = |one: &Statement| {
        one.defines.as_ref().is_some_and(|name| is_model(name) || shared.contains(name))
    };
    let wishes = wishes(project, source, request, outline, &is_model)?;
    let labels = models.iter().map(|model| model.to_string().to_lowercase()).collect();
    let belonging = belonging(file, outline, &seeds, &wishes, &labels, &stays)?;
    let defined = belonging.keys().filter_map(|at| outline.statements[*at].defines.clone());
    let symbols = defined.collect();
    Ok(WhatMoves { belonging, wishes, staying, symbols })
}

/// What the user wants to go along or to stay, of the models and the admin module.
fn wishes(
    project: &Project,
    source: &App,
    request: &Move,
    outline: &Outline,
    is_model: &dyn Fn(&str) -> bool,
) -> Result<Wishes, Error> {
    let wishes = Wishes { with: request.with.clone(), without: request.without.clone() };
    let admin = source.dir.join("admin.py");
    let admin = match project.has(&admin) {
        true => {
            let file = resolve::parse(project, &admin)?;
            Some(Outline::read(&file, &Names::read(project, &file)?))
        }
        false => None,
    };
    let outlines: Vec<&Outline> = [outline].into_iter().chain(&admin).collect();
    wishes.check(&outlines, is_model)?;
    Ok(wishes)
}

/// Names that the target gives the same value by the same line, such as `logger = …`: it has no need
/// of another.
fn shared_lines(
    project: &Project,
    file: &PythonFile,
    outline: &Outline,
    target: &Path,
) -> Result<BTreeSet<String>, Error> {
    if !project.has(target) {
        return Ok(BTreeSet::new());
    }
    let target = resolve::parse(project, target)?;
    let there = Outline::read(&target, &Names::read(project, &target)?);
    let lines: BTreeSet<&str> =
        there.statements.iter().map(|one| target.source.text(one.range.clone())).collect();
    let text = |one: &Statement| file.source.text(one.range.clone());
    let is_shared = |one: &&Statement| one.is_expression && lines.contains(text(one));
    let shared = outline.statements.iter().filter(is_shared);
    Ok(shared.filter_map(|one| one.defines.clone()).collect())
}
