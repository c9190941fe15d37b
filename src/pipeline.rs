//! The pipeline, step by step: from a request to the references of a model, or to the change set of a
//! move.

mod asked;
mod begun;
mod followers;
mod migrating;
mod recording;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tree_sitter::Node;

use self::asked::{Standing, WhatMoves, apps, has_left, nothing_moves, standing, what_moves};
use self::followers::{Histories, histories};
use self::migrating::{Migrating, hands, migrating, read_history};
pub use self::recording::Recording;
use self::recording::record;
use crate::choice::Choice;
use crate::config::Noted;
use crate::definition::{self, Definition, Destination};
use crate::diagnostic::{Diagnostic, Error};
use crate::edit::ChangeSet;
use crate::migrations::state::{ModelState, State};
use crate::migrations::strategy::Context;
use crate::migrations::{self, History};
use crate::names::Names;
use crate::plan;
use crate::project::{App, Project};
use crate::reference::{AdminGoes, ModelId, Move, Reference, Shim, Strategy};
use crate::resolve;
use crate::resolve::{References, Target};
use crate::scan;
use crate::settings::{self, Noticed, Setting};
use crate::source::PythonFile;
use crate::transplant::belongs::{Moved, moved};
use crate::transplant::model;
use crate::transplant::outline::Outline;

/// Every reference to a model.
pub struct Refs {
    /// The project that was searched.
    pub project: Project,
    /// The model.
    pub model: ModelId,
    /// The references.
    pub references: References,
}

/// What a move comes to.
pub enum Outcome {
    /// The models live in the target app already, in code and in the migrations.
    AlreadyMoved,
    /// What is to change.
    Planned(Box<MovePlan>),
}

/// A move, ready for a sink.
pub struct MovePlan {
    /// The project.
    pub project: Project,
    /// The models under their old labels, with the tables that they will have.
    pub tables: Vec<(ModelId, String)>,
    /// Label of the app that they go to.
    pub to: String,
    /// What becomes of their labels and tables.
    pub strategy: Strategy,
    /// Package of that app.
    pub target_package: String,
    /// Old and new module of the classes.
    pub modules: (String, String),
    /// Whether the classes stood in the new one already.
    pub is_there: bool,
    /// What moves with the class, in the order of the text.
    pub moved: Vec<Moved>,
    /// What moves to the target's admin module.
    pub admin: Vec<Moved>,
    /// What the old module says of what has left it.
    pub old_address: Option<plan::Address>,
    /// Every reference that was found.
    pub references: References,
    /// The new migration files.
    pub migrations: Vec<PathBuf>,
    /// What the user has to write, where the migrations are left to them.
    pub left_to_write: Vec<String>,
    /// What a person has to look at.
    pub by_hand: Vec<Diagnostic>,
    /// Where it is noted that the models have moved.
    pub recording: Recording,
    /// The change of every file.
    pub changes: ChangeSet,
}

/// The project below `root`, with the app `to` that a settings module alone may know of; and the
/// settings, which say where migrations are.
///
/// # Errors
/// `root` cannot be read, or holds no Django app.
pub fn open(root: &Path, to: Option<&str>) -> Result<(Project, Vec<Setting>), Error> {
    settled(scan::project(root)?, to)
}

fn settled(mut project: Project, to: Option<&str>) -> Result<(Project, Vec<Setting>), Error> {
    if to.is_some_and(|to| project.app(to).is_err()) {
        scan::take_installed(&mut project)?;
    }
    let (settings, altered_options) = settings::read(&project)?;
    project.migration_modules = settings::migration_modules(&project, &settings);
    project.altered_options = altered_options;
    Ok((project, settings))
}

/// Finds every reference to `model` below `root`.
///
/// # Errors
/// No project, no such app or model, or a file that mentions the model and cannot be judged.
pub fn find_references(root: &Path, model: &ModelId) -> Result<Refs, Error> {
    let mut project = scan::project(root)?;
    let noticed = Noticed::new()?;
    let sought = sought_for(&project, model);
    let found = sought.as_ref().map_err(Clone::clone).and_then(|target| {
        resolve::references_seeing(&project, target, &|path, bytes| noticed.see(path, bytes))
    });
    let (settings, altered_options) = match &found {
        Ok(_) => settings::read_in(&project, &noticed.paths().iter().collect::<Vec<_>>())?,
        Err(_) => settings::read(&project)?,
    };
    let is_elsewhere = |project: &Project| !project.migration_modules.is_empty();
    project.migration_modules = settings::migration_modules(&project, &settings);
    project.altered_options = altered_options;
    // Where migrations are elsewhere, or say less than it was taken for, it is done again.
    let again = match is_elsewhere(&project) || project.altered_options.is_some() {
        true => Some(sought_for(&project, model)?),
        false => None,
    };
    let is_same = |again: &Target| {
        let permissions = |one: &Target| (one.permissions.clone(), one.shared_permissions.clone());
        sought.as_ref().is_ok_and(|sought| permissions(sought) == permissions(again))
    };
    let references = match again {
        Some(again) if is_elsewhere(&project) || !is_same(&again) => {
            resolve::references(&project, &again)?
        }
        _ => found?,
    };
    Ok(Refs { model: model.clone(), references, project })
}

/// What is looked for where all references to a model are.
fn sought_for(project: &Project, model: &ModelId) -> Result<Target, Error> {
    let app = project.app(&model.app_label)?;
    Ok(match definition::find(project, app, &model.name)? {
        Some(definition) => {
            let file = resolve::parse(project, &definition.path)?;
            let symbols = BTreeSet::from([model.name.clone()]);
            let state = state_with_permissions(project, model, &model.app_label)?;
            target_of(model, app, &definition, &file, symbols, &state)?
        }
        // A model that has left: its old address may still be in use.
        None if has_left(project, model)? => Target {
            model: model.clone(),
            package: app.module.clone(),
            module: format!("{}.models", app.module),
            beside: Vec::new(),
            symbols: BTreeSet::from([model.name.clone()]),
            permissions: default_permissions(model),
            shared_permissions: BTreeSet::new(),
            to: None,
            label: None,
            breaks_history: false,
        },
        None => return Err(definition::unknown(project, app, model)?),
    })
}

/// What the migrations of a model and of the app `to` add up to, if they say anything of the permissions
/// of the model. A history that cannot be replayed does not hide the references.
///
/// # Errors
/// A pattern that does not compile.
pub(crate) fn state_with_permissions(
    project: &Project,
    model: &ModelId,
    to: &str,
) -> Result<State, Error> {
    let name = regex::escape(&model.model_name());
    let named = resolve::pattern(&format!(r#"["'](?i:{name})["']"#))?;
    let speaks = resolve::pattern("permissions|RenameModel")?;
    let apps = [model.app_label.as_str(), to].map(|label| project.app(label).ok());
    let paths = apps.into_iter().flatten().flat_map(|app| project.migrations_of(app));
    let paths: Vec<&PathBuf> = paths.collect();
    let (found, _) =
        scan::search(project, &paths, &speaks, |source| Ok(named.is_match(&source.bytes)))?;
    match found.contains(&true) {
        true => Ok(state(project, model, to)),
        false => Ok(State::default()),
    }
}

/// The same, whatever they say.
pub(crate) fn state(project: &Project, model: &ModelId, to: &str) -> State {
    let history = History::read_own(project, model, to);
    history.map(|history| State::replay(&history)).unwrap_or_default()
}

/// Plans a move that keeps the tables: reads, resolves, and computes the change set. Of the
/// references, `choice` says which are rewritten. Nothing is written.
///
/// # Errors
/// Whatever would break the project, with its place and what to do.
pub fn plan_move(root: &Path, request: &Move, choice: &Choice) -> Result<Outcome, Error> {
    plan_in(scan::project(root)?, request, choice)
}

/// The same in a project that is known: of files on disk, or of those that it holds.
///
/// # Errors
/// Those of [`plan_move`].
pub fn plan_in(project: Project, request: &Move, choice: &Choice) -> Result<Outcome, Error> {
    let (project, settings) = settled(project, Some(&request.to))?;
    let (source, target) = apps(&project, request)?;
    let Some(standing) = standing(&project, source, target, request)? else {
        return Ok(Outcome::AlreadyMoved);
    };
    let file = standing.class_file(&project)?;
    let Standing { models, definition, destination, is_there } = standing;
    let apps = (source, target);
    let (history, state, histories) =
        read(&project, apps, &models, (&definition, &file), &settings, request)?;
    let following = histories.ids();
    let all = [models.as_slice(), &following].concat();
    let outline = Outline::read(&file, &Names::read(&project, &file)?);
    let WhatMoves { belonging, wishes, staying, mut symbols } = match is_there {
        true => nothing_moves(&project, apps, &all, &state, &definition, &file)?,
        false => {
            what_moves(&project, source, request, &all, &state, &file, &outline, &destination)?
        }
    };
    let moved = moved(&file, &outline, &belonging);
    let moving: BTreeSet<usize> = belonging.into_keys().collect();
    let looked_for = LookedFor {
        request,
        source,
        definition: &definition,
        file: &file,
        is_there,
        histories: &histories,
    };
    let (references, mut by_hand) =
        looked_for.references(&project, &models, &symbols, &destination, &state, choice)?;
    if is_there {
        begun::asked_for(&project, &mut symbols, &definition, &models, &references)?;
    }
    // The old module has them for others, where others have them from it.
    symbols.extend(histories.names().into_iter().filter(|name| references.by_module(name)));

    let context = Context {
        project: &project,
        history: &history,
        state: &state,
        models: &models,
        followers: &following,
        source,
        target,
        modules: (&definition.module, &destination.module),
        symbols: &symbols,
        own_names: &of_classes(&file, &models, model::own_names)?,
        written_names: &of_classes(&file, &models, model::meta_strings)?,
        is_bare: definition::is_bare(&project, target, &models)?,
        hands: &hands(&project, &history)?,
        style: &request.style,
    };
    let migrating = migrating(&context, request, &settings, &file, &histories.followers)?;
    let Migrating { tables, models: moving_models, accessors, noticed, .. } = migrating;
    let (new_migrations, left_to_write) = (migrating.migrations, migrating.left_to_write);
    by_hand.extend(noticed);
    by_hand.extend(begun::other_tables(is_there, &file, &moving_models)?);
    by_hand.extend(resolve::accessors(&project, &accessors)?);
    let mut plan = plan::change_set(&plan::Request {
        project: &project,
        models: &moving_models,
        label: request.label(),
        apps,
        definition: &definition,
        target: &destination,
        is_there,
        staying: &staying,
        references: &references,
        by_hand,
        moving: &moving,
        symbols: &symbols,
        migrations: &new_migrations,
        choice,
        wishes: &wishes,
        admin: if is_there { AdminGoes::Nowhere } else { request.admin },
        shim: request.shim,
    })?;
    if is_there && plan.changes.is_empty() {
        return Ok(Outcome::AlreadyMoved);
    }
    let noted = noted(source, &definition, &models, &all, &symbols);
    let recording = record(&project, request, &noted, &mut plan.changes)?;
    Ok(Outcome::Planned(Box::new(MovePlan {
        tables,
        is_there,
        to: target.label.clone(),
        strategy: request.strategy,
        target_package: target.module.clone(),
        modules: (definition.module, destination.module),
        moved,
        admin: plan.admin,
        old_address: plan.old_address,
        references,
        migrations: new_migrations.iter().map(migrations::write::NewMigration::path).collect(),
        left_to_write,
        by_hand: plan.by_hand,
        recording,
        changes: plan.changes,
        project,
    })))
}

/// What the configuration is to know of a move of `models`: the first names what went along. `all` are
/// the models that move, by name or not.
fn noted(
    source: &App,
    definition: &Definition,
    models: &[ModelId],
    all: &[ModelId],
    symbols: &BTreeSet<String>,
) -> Vec<Noted> {
    let is_usual = definition.module == format!("{}.models", source.module);
    let module = (!is_usual).then(|| definition.module.clone());
    let is_model = |name: &&String| all.iter().any(|model| model.name == **name);
    let names: Vec<String> = symbols.iter().filter(|name| !is_model(name)).cloned().collect();
    let all_names = std::iter::once(names).chain(std::iter::repeat(Vec::new()));
    let noted =
        |(id, names): (&ModelId, _)| Noted { id: id.clone(), module: module.clone(), names };
    models.iter().zip(all_names).map(noted).collect()
}

/// The migrations that the move concerns, what they add up to, and the histories that follow the
/// models.
fn read(
    project: &Project,
    apps: (&App, &App),
    models: &[ModelId],
    (definition, file): (&Definition, &PythonFile),
    settings: &[Setting],
    request: &Move,
) -> Result<(History, State, Histories), Error> {
    let (history, state) = read_history(project, models, apps.1, settings, request)?;
    // With strategy `code` their labels stay, as that of the model does.
    let relabels = request.strategy != Strategy::Code;
    let histories = histories(project, apps, models, definition, file, &state, relabels)?;
    if histories.followers.is_empty() {
        return Ok((history, state, histories));
    }
    // Other apps may know them, and not the models.
    let all = [models, &histories.ids()].concat();
    let (history, state) = read_history(project, &all, apps.1, settings, request)?;
    Ok((history, state, histories))
}

/// What the references of a move are looked for with.
struct LookedFor<'a> {
    request: &'a Move,
    source: &'a App,
    definition: &'a Definition,
    file: &'a PythonFile,
    is_there: bool,
    histories: &'a Histories,
}

impl LookedFor<'_> {
    /// Every reference to the models and to the other `symbols` that move with them, decided; and
    /// those that a person has to look at.
    fn references(
        &self,
        project: &Project,
        models: &[ModelId],
        symbols: &BTreeSet<String>,
        destination: &Destination,
        state: &State,
        choice: &Choice,
    ) -> Result<(References, Vec<Diagnostic>), Error> {
        let (mut references, mut by_hand) = (References::default(), Vec::new());
        let mut targets = Vec::new();
        for (at, model) in models.iter().enumerate() {
            // What moves along is looked for once, with the first of them.
            let is_model = |name: &&String| models.iter().any(|one| one.name == **name);
            let others = symbols
                .union(&self.histories.staying)
                .filter(|name| at == 0 && !is_model(name))
                .cloned();
            let wanted = others.chain([model.name.clone()]).collect();
            targets.push(target_of(model, self.source, self.definition, self.file, wanted, state)?);
        }
        for follower in self.histories.ids() {
            let (codenames, wanted) =
                (default_permissions(&follower), BTreeSet::from([follower.name.clone()]));
            let (app, module) = (self.source, &self.definition.module);
            targets.push(target(&follower, app, module, codenames, wanted, state));
        }
        for mut sought in targets {
            sought.to = (!self.is_there).then(|| destination.public.clone());
            sought.breaks_history = self.request.shim == Shim::None;
            let mut found = resolve::references(project, &sought)?;
            if self.request.label() == sought.model.app_label {
                found.list.retain(Reference::is_of_module);
            }
            choice.decide(&mut found.list, &destination.path, self.request.shim)?;
            let new_label = format!("{}.{}", self.request.label(), sought.model.name);
            by_hand.extend(plan::by_hand(&found.list, &new_label));
            references.merge(found);
        }
        Ok((references, by_hand))
    }
}

pub(crate) fn default_permissions(model: &ModelId) -> BTreeSet<String> {
    let name = model.model_name();
    ["add", "change", "delete", "view"].iter().map(|action| format!("{action}_{name}")).collect()
}

fn target_of(
    model: &ModelId,
    app: &App,
    definition: &Definition,
    file: &PythonFile,
    symbols: BTreeSet<String>,
    state: &State,
) -> Result<Target, Error> {
    let class = file
        .class(&model.name)
        .ok_or_else(|| file.source.error(0, "the class is not in this module"))?;
    let permissions = model::permissions(file, class, &model.name)?;
    Ok(target(model, app, &definition.module, permissions, symbols, state))
}

/// What is looked for with a model of `module`, of which these `permissions` are known.
pub(crate) fn target(
    model: &ModelId,
    app: &App,
    module: &str,
    mut permissions: BTreeSet<String>,
    symbols: BTreeSet<String>,
    state: &State,
) -> Target {
    // The migrations know those of a base as well, and those that are put together.
    let historical = state.models.get(&(app.label.clone(), model.model_name()));
    permissions.extend(historical.into_iter().flat_map(ModelState::permissions));
    let others = state
        .models
        .iter()
        .filter(|((label, name), _)| *label == app.label && *name != model.model_name());
    let others: BTreeSet<String> = others.flat_map(|(_, other)| other.permissions()).collect();
    let shared_permissions = permissions.intersection(&others).cloned().collect();
    Target {
        model: model.clone(),
        package: app.module.clone(),
        module: module.to_owned(),
        beside: Vec::new(),
        symbols,
        permissions,
        shared_permissions,
        to: None,
        label: None,
        breaks_history: false,
    }
}

/// What `read` says of the classes, by the lower-case names of the models.
fn of_classes(
    file: &PythonFile,
    models: &[ModelId],
    read: impl Fn(&PythonFile, Node, &str) -> Result<BTreeSet<String>, Error>,
) -> Result<BTreeMap<String, BTreeSet<String>>, Error> {
    let mut names = BTreeMap::new();
    for model in models {
        if let Some(class) = file.class(&model.name) {
            names.insert(model.model_name(), read(file, class, &model.name)?);
        }
    }
    Ok(names)
}
