//! A move that was made: where the model was, where it is, and what is still looked for at the old
//! address.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::config::Recorded;
use crate::definition::{self, Definition, Destination};
use crate::diagnostic::Error;
use crate::migrations::state::{ModelState, State};
use crate::names::Names;
use crate::pipeline::{self, default_permissions, target};
use crate::plan::{finds, has_name};
use crate::project::{App, Project};
use crate::reference::ModelId;
use crate::resolve::{self, Target};
use crate::source::PythonFile;
use crate::transplant::outline::Outline;
use crate::transplant::{history, model};

/// A model that has moved, with what went along.
pub(super) struct Moved {
    /// The app that it has left. It may be gone.
    pub(super) source: App,
    /// The app that it is in.
    pub(super) app: App,
    /// Where it was defined.
    pub(super) left: Definition,
    /// Where it is.
    pub(super) destination: Destination,
    /// The app label that it has now.
    pub(super) label: String,
    /// What is looked for: the model, and the history that is kept of it.
    pub(super) targets: Vec<Target>,
}

/// What `recorded` comes to in the project as it is; nothing where the model is at its old address
/// again. `all` are the moves that were made: a model may have moved on.
///
/// # Errors
/// The model is not where it is said to be.
pub(super) fn moved(
    project: &Project,
    recorded: &Recorded,
    all: &[Recorded],
) -> Result<Option<Moved>, Error> {
    let model = &recorded.id;
    let source = left_app(project, &model.app_label)?;
    if definition::among(project, &source, &model.name)?.is_some() {
        return Ok(None);
    }
    let (app, there) = whereabouts(project, recorded, all)?;
    let file = resolve::parse(project, &there.path)?;
    if let Some(at) = file.syntax_error() {
        return Err(file.source.error(at, "the model's module cannot be parsed"));
    }
    let label = definition::label(&file, &model.name)?.unwrap_or_else(|| app.label.clone());
    let left = match &recorded.module {
        Some(module) => gone(project, &source, module),
        None => definition::left(project, &source, &model.name, &there)?,
    };
    let destination = definition::standing(project, &app, &there)?;
    if left.module == destination.module {
        let message = format!("{model} is said to have left {}, where it is", left.module);
        return Err(Error::new(message)
            .at(recorded.place.clone())
            .help("say which module it has left, or take `module` away"));
    }
    let beside = beside(project, &source, &left, &destination, recorded)?;
    let is_passed_on = is_passed_on(project, &left, &model.name)?;
    let sought = Sought {
        project,
        recorded,
        source: &source,
        left: &left,
        beside,
        is_passed_on,
        file: &file,
    };
    let targets = sought.targets(&label)?;
    Ok(Some(Moved { source, app, left, destination, label, targets }))
}

/// The app that a model has left: what is looked for in it when the whole app is gone goes by its label.
fn left_app(project: &Project, label: &str) -> Result<App, Error> {
    if project.apps.iter().any(|app| app.label == label) {
        return project.app(label).cloned();
    }
    Ok(App {
        label: label.to_owned(),
        module: label.to_owned(),
        dir: label.into(),
        default_auto_field: None,
    })
}

/// A module that a model has left, by its name. Its file may be gone.
fn gone(project: &Project, source: &App, module: &str) -> Definition {
    let below = module.strip_prefix(&source.module).unwrap_or(module).trim_start_matches('.');
    let path = || source.dir.join(below.split('.').collect::<PathBuf>()).with_extension("py");
    let path = project.file_of(module).unwrap_or_else(path);
    Definition { path, module: module.to_owned() }
}

/// The app in which the model is now, and its class: it may have moved on from where it went.
fn whereabouts(
    project: &Project,
    recorded: &Recorded,
    all: &[Recorded],
) -> Result<(App, Definition), Error> {
    let name = &recorded.id.name;
    let mut seen = BTreeSet::from([recorded.id.app_label.clone()]);
    let mut at = recorded.to.clone();
    while seen.insert(at.clone()) {
        let here = project.apps.iter().any(|app| app.label == at);
        if here {
            let app = project.app(&at)?;
            if let Some(found) = definition::among(project, app, name)? {
                return Ok((app.clone(), found));
            }
        }
        let is_next = |one: &&Recorded| {
            one.id.app_label == at && one.id.model_name() == recorded.id.model_name()
        };
        match all.iter().find(is_next) {
            Some(next) => at.clone_from(&next.to),
            None if here => break,
            None => {
                let error = project.app(&at).err();
                let error = error.unwrap_or_else(|| Error::new("there is no such app"));
                return Err(error.at(recorded.place.clone()));
            }
        }
    }
    let model = &recorded.id;
    if let Ok(app) = project.app(&at) {
        for path in definition::models_files(project, app) {
            let file = resolve::parse(project, path)?;
            if let Some(broken) = file.syntax_error() {
                return Err(file.source.error(broken, "this file is not valid Python here").help(
                    format!("{model} is said to have moved to {at}: mend it, and run again"),
                ));
            }
        }
    }
    Err(Error::new(format!("{model} is said to have moved to {at}, which has no class {name}"))
        .at(recorded.place.clone())
        .help("say where it is now, or take the entry away"))
}

/// The modules of the old app, other than the one that was `left`, that have the model from where it is
/// for others alone; the package around that is one.
fn beside(
    project: &Project,
    source: &App,
    left: &Definition,
    there: &Destination,
    recorded: &Recorded,
) -> Result<Vec<String>, Error> {
    let name = &recorded.id.name;
    let package = format!("{}.models", source.module);
    let mut modules: Vec<String> =
        [package].into_iter().filter(|one| left.module.starts_with(&format!("{one}."))).collect();
    for path in definition::models_files(project, source) {
        if *path == left.path || path.ends_with("models/__init__.py") && !modules.is_empty() {
            continue;
        }
        let file = resolve::parse_around(project, path, name)?;
        let names = Names::read(project, &file)?;
        let mut imports = names.imports.iter().filter(|one| {
            one.from.as_ref().is_some_and(|from| [&there.public, &there.module].contains(&from))
        });
        let passes_on = imports.any(|one| one.items.iter().any(|item| item.local() == name));
        let passes_on = passes_on && !Outline::read(&file, &names).uses(name);
        if passes_on || finds(&file, &names, name) {
            modules.push(names.module);
        }
    }
    Ok(modules)
}

/// What a target is made of.
struct Sought<'a> {
    project: &'a Project,
    recorded: &'a Recorded,
    source: &'a App,
    left: &'a Definition,
    beside: Vec<String>,
    is_passed_on: bool,
    /// The module that the class is in.
    file: &'a PythonFile,
}

impl Sought<'_> {
    /// What is looked for: the names that went along, the label, and the permissions, as the class and
    /// the migrations have them; and the same of the history that is kept of the model.
    fn targets(&self, label: &str) -> Result<Vec<Target>, Error> {
        let (project, model) = (self.project, &self.recorded.id);
        let mut symbols: BTreeSet<String> = self.recorded.names.iter().cloned().collect();
        symbols.insert(model.name.clone());
        let mut targets = Vec::new();
        let names = Names::read(project, self.file)?;
        let gone = || self.file.source.error(0, "the class is not in this module");
        let class = self.file.class(&model.name).ok_or_else(gone)?;
        let records = history::records(project, self.file, &names, class, &model.name)?;
        // Whether a history has moved as well, the migrations say.
        let state = match records {
            Some(_) => pipeline::state(project, model, label),
            None => pipeline::state_with_permissions(project, model, label)?,
        };
        if let Some(records) = records.filter(|records| self.file.class(&records.model).is_none()) {
            let (app_label, name) = (model.app_label.clone(), records.model.clone());
            let follower = ModelId { app_label, name };
            let new = state.models.get(&(label.to_owned(), follower.model_name()));
            match new.filter(|_| !records.has_app && label != self.source.label) {
                Some(_) => {
                    let wanted = BTreeSet::from([follower.name.clone()]);
                    let codenames = default_permissions(&follower);
                    targets.push(self.target(&follower, wanted, codenames, label, &state));
                }
                // It keeps its label; the module of the class has it all the same.
                None => symbols.extend([records.model]),
            }
        }
        let codenames = model::permissions(self.file, class, &model.name)?;
        targets.insert(0, self.target(model, symbols, codenames, label, &state));
        Ok(targets)
    }

    /// What is looked for of one model: of its permissions, these `codenames` and those that the
    /// migrations know under its new label.
    fn target(
        &self,
        model: &ModelId,
        symbols: BTreeSet<String>,
        mut codenames: BTreeSet<String>,
        label: &str,
        state: &State,
    ) -> Target {
        let new = state.models.get(&(label.to_owned(), model.model_name()));
        codenames.extend(new.into_iter().flat_map(ModelState::permissions));
        Target {
            label: Some(label.to_owned()),
            beside: self.beside.clone(),
            // Where nothing is left at the old address, what migrations import from there is stale.
            breaks_history: !self.is_passed_on,
            ..target(model, self.source, &self.left.module, codenames, symbols, state)
        }
    }
}

/// Whether the module that was `left` still has the model for others.
fn is_passed_on(project: &Project, left: &Definition, name: &str) -> Result<bool, Error> {
    if !project.has(&left.path) {
        return Ok(false);
    }
    let old = resolve::parse_around(project, &left.path, name)?;
    if old.syntax_error().is_some() {
        return Ok(true);
    }
    has_name(project, &old, &Names::read(project, &old)?, name)
}
