//! Moves a Django model to another app: code, references and migrations, as one change set.
//!
//! # The pipeline
//!
//! ```text
//! request ─▶ project ─▶ references ─▶ change set + diagnostics ─▶ patch | disk
//!   cli        scan       resolve          plan                    diff   write
//! ```
//!
//! [`plan_move`] is the pipeline in one function. `move` and `move --write` differ in the sink
//! alone: the patch that is printed and the bytes that are written come from one [`ChangeSet`].
//!
//! - [`scan`] walks and reads the tree, and is the only module that does; [`project`] knows its
//!   apps and module names, [`source`] one file.
//! - [`query`] runs the patterns of `queries/`; [`names`] says what a name means in its module;
//!   [`definition`] finds the class of a model, [`settings`] what decides about its migrations.
//! - [`resolve`] finds every reference: queries find, Rust decides. [`choice`] says which of them
//!   are rewritten.
//! - [`migrations`] replays the migrations that exist, and writes the new ones.
//! - [`transplant`] cuts the class out and sets it in; [`imports`] changes import statements;
//!   [`plan`] puts it all together.
//! - [`edit`] holds edits and changes as plain values; [`diff`] prints them as a git patch,
//!   [`write`](mod@write) puts them on disk, and is the only module that does.
//!
//! Only [`scan`] reads the disk, only [`write`](mod@write) writes it, only `main` prints; and the
//! user's code is never run.

pub mod choice;
pub mod cli;
pub mod definition;
pub mod diagnostic;
pub mod diff;
pub mod edit;
pub mod imports;
pub mod migrations;
pub mod names;
pub mod plan;
pub mod project;
pub mod query;
pub mod reference;
pub mod report;
pub mod resolve;
pub mod scan;
pub mod settings;
pub mod source;
pub mod transplant;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::choice::Choice;
use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, Error};
use crate::edit::ChangeSet;
use crate::migrations::History;
use crate::migrations::expr::Expr;
use crate::migrations::state::{ModelState, State, resolve_label};
use crate::migrations::strategy::{self, Context};
use crate::names::Names;
use crate::project::{App, Project};
use crate::reference::{ModelId, Move, Shim};
use crate::resolve::{Inherited, References, Target};
use crate::settings::Setting;
use crate::source::PythonFile;
use crate::transplant::belongs::{Moved, Wishes, belonging, moved};
use crate::transplant::model;
use crate::transplant::outline::{Outline, Statement};

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
    /// The model lives in the target app already, in code and in the migrations.
    AlreadyMoved,
    /// What is to change.
    Planned(Box<MovePlan>),
}

/// A move, ready for a sink.
pub struct MovePlan {
    /// The project.
    pub project: Project,
    /// The model under its old label.
    pub model: ModelId,
    /// Label of the app that it goes to.
    pub to: String,
    /// Package of that app.
    pub target_package: String,
    /// Old and new module of the class.
    pub modules: (String, String),
    /// The table, which stays.
    pub table: String,
    /// What moves with the class, in the order of the text.
    pub moved: Vec<Moved>,
    /// What moves to the target's admin module.
    pub admin: Vec<Moved>,
    /// What the old module says of what has left it.
    pub old_address: plan::Address,
    /// Every reference that was found.
    pub references: References,
    /// The new migration files.
    pub migrations: Vec<PathBuf>,
    /// What a person has to look at.
    pub by_hand: Vec<Diagnostic>,
    /// The change of every file.
    pub changes: ChangeSet,
}

/// Finds every reference to `model` below `root`.
///
/// # Errors
/// No project, no such app or model, or a file that mentions the model and cannot be judged.
pub fn find_references(root: &Path, model: &ModelId) -> Result<Refs, Error> {
    let project = scan::project(root)?;
    let app = project.app(&model.app_label)?;
    let target = match definition::find(&project, app, &model.name)? {
        Some(definition) => {
            let file = resolve::parse(&project, &definition.path)?;
            let symbols = BTreeSet::from([model.name.clone()]);
            // A history that cannot be replayed does not hide the references.
            let history = History::read(&project, model, &model.app_label);
            let state = history.and_then(|history| State::replay(&history)).unwrap_or_default();
            target_of(model, app, &definition, &file, symbols, &state)?
        }
        // A model that has left: its old address may still be in use.
        None if has_left(&project, model)? => Target {
            model: model.clone(),
            package: app.module.clone(),
            module: format!("{}.models", app.module),
            symbols: BTreeSet::from([model.name.clone()]),
            permissions: default_permissions(model),
            shared_permissions: BTreeSet::new(),
            to: None,
            breaks_history: false,
        },
        None => return Err(definition::unknown(&project, app, model)?),
    };
    let references = resolve::references(&project, &target)?;
    Ok(Refs { model: model.clone(), references, project })
}

/// Plans a move that keeps the table: reads, resolves, and computes the change set. Of the
/// references, `choice` says which are rewritten. Nothing is written.
///
/// # Errors
/// Whatever would break the project, with its place and what to do.
pub fn plan_move(root: &Path, request: &Move, choice: &Choice) -> Result<Outcome, Error> {
    let project = scan::project(root)?;
    let model = &request.model;
    let (source, target) = (project.app(&model.app_label)?, project.app(&request.to)?);
    if source.label == target.label {
        return Err(Error::new(format!("{model} is in the app '{}' already", target.label))
            .help("name another app with --to"));
    }
    let Some(definition) = definition::find(&project, source, &model.name)? else {
        return absent(&project, source, target, model);
    };
    let target_path = definition::models_module(&project, target)?;
    if let Some(other) = definition::find(&project, target, &model.name)? {
        return Err(Error::new(format!(
            "the app '{}' has a model '{}' already, in {}",
            target.label,
            model.name,
            other.path.display()
        ))
        .help("rename one of the two models first"));
    }
    let settings = settings::read(&project)?;
    let (history, state) = read_history(&project, model, target, &settings)?;
    let file = resolve::parse(&project, &definition.path)?;
    if let Some(at) = file.syntax_error() {
        return Err(file.source.error(at, "the model's module cannot be parsed"));
    }
    let outline = Outline::read(&file, &Names::read(&project, &file)?);
    let staying: BTreeSet<String> = state
        .models
        .keys()
        .filter(|(app, name)| *app == source.label && *name != model.model_name())
        .map(|(_, name)| name.clone())
        .collect();
    let seeds: BTreeSet<usize> = outline.defining(&model.name).collect();
    let shared = shared_lines(&project, &file, &outline, &target_path)?;
    let is_model = |name: &str| name == model.name || staying.contains(&name.to_lowercase());
    let stays = |name: &str| is_model(name) || shared.contains(name);
    let wishes = wishes(&project, source, request, &outline, &is_model)?;
    let labels = BTreeSet::from([model.to_string().to_lowercase()]);
    let belonging = belonging(&file, &outline, &seeds, &wishes, &labels, &stays)?;
    let moved = moved(&file, &outline, &belonging);
    let moving: BTreeSet<usize> = belonging.into_keys().collect();
    let defined = moving.iter().filter_map(|at| outline.statements[*at].defines.clone());
    let symbols: BTreeSet<String> = defined.collect();
    let target_module = project
        .module_of(&target_path)
        .ok_or_else(|| Error::new(format!("{} has no module name", target_path.display())))?;
    let mut sought = target_of(model, source, &definition, &file, symbols.clone(), &state)?;
    sought.to = Some(target_module.clone());
    sought.breaks_history = request.shim == Shim::None;
    let mut references = resolve::references(&project, &sought)?;
    choice.decide(&mut references.list, &target_path, request.shim)?;

    let context = Context {
        project: &project,
        history: &history,
        state: &state,
        model,
        source,
        target,
        modules: (&definition.module, &target_module),
        symbols: &symbols,
        own_names: &own_names(&file, &model.name)?,
        quotes: &quotes(&project, &history)?,
    };
    let historical = strategy::historical(&context)?;
    refuse_inherited(&context)?;
    let table = strategy::table(&context, historical);
    let accessors = strategy::changing_accessors(&context, historical);
    let inherited = strategy::inherited_relations(&context, historical);
    let new_migrations = strategy::keep(&context)?;
    let plan = plan::change_set(&plan::Request {
        project: &project,
        model,
        apps: (source, target),
        definition: &definition,
        target: (target_path, target_module.clone()),
        historical,
        table: &table,
        primary_key: primary_key(source, target, historical, &settings),
        staying: &staying,
        references: &references,
        moving: &moving,
        symbols: &symbols,
        migrations: &new_migrations,
        choice,
        wishes: &wishes,
        admin: request.admin,
        shim: request.shim,
    })?;
    let mut by_hand = plan.by_hand;
    by_hand.extend(settings::warnings(&settings, model, &target.label));
    by_hand.extend(resolve::accessors(&project, &accessors)?);
    by_hand.extend(inherited);
    by_hand.sort();
    Ok(Outcome::Planned(Box::new(MovePlan {
        model: model.clone(),
        to: target.label.clone(),
        target_package: target.module.clone(),
        modules: (definition.module, target_module),
        table,
        moved,
        admin: plan.admin,
        old_address: plan.old_address,
        references,
        migrations: new_migrations.iter().map(migrations::write::NewMigration::path).collect(),
        by_hand,
        changes: plan.changes,
        project,
    })))
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
    let target = resolve::parse(project, target)?;
    let there = Outline::read(&target, &Names::read(project, &target)?);
    let lines: BTreeSet<&str> =
        there.statements.iter().map(|one| target.source.text(one.range.clone())).collect();
    let text = |one: &Statement| file.source.text(one.range.clone());
    let is_shared = |one: &&Statement| one.is_expression && lines.contains(text(one));
    let shared = outline.statements.iter().filter(is_shared);
    Ok(shared.filter_map(|one| one.defines.clone()).collect())
}

/// Refuses a move that would make a relation of an abstract base point to another model.
fn refuse_inherited(context: &Context) -> Result<(), Error> {
    let (app, key) = (&context.source.label, (&context.source.label, context.model.model_name()));
    let mut wanted = Vec::new();
    for ((label, name), model) in &context.state.models {
        let is_moved = (label, name) == (key.0, &key.1);
        for (field, value) in &model.fields {
            let Some(to) = value.expr.keyword("to").and_then(Expr::as_str) else { continue };
            let to = resolve_label(to, label);
            let to_moved = to.1 == key.1;
            let inside = match (is_moved, to.0 == *label, label == app) {
                (true, true, _) if !to_moved && !context.own_names.contains(field) => None,
                (false, true, true) if to_moved => Some(false),
                (false, true, false) if to_moved => Some(true),
                _ => continue,
            };
            let (field, by) = (field.clone(), format!("{label}.{}", model.name));
            wanted.push(Inherited { field, to, by, inside });
        }
    }
    let is_model = |label: &str, name: &str| {
        context.state.models.contains_key(&(label.to_owned(), name.to_owned()))
    };
    resolve::refuse_inherited(context.project, app, &wanted, &is_model)
}

/// The migrations that the move concerns, and what they add up to.
fn read_history(
    project: &Project,
    model: &ModelId,
    target: &App,
    settings: &[Setting],
) -> Result<(History, State), Error> {
    let mut history = History::read(project, model, &target.label)?;
    let mut labels: Vec<&str> = history.leaves.keys().map(String::as_str).collect();
    labels.extend([model.app_label.as_str(), target.label.as_str()]);
    settings::refuse(settings, model, &labels)?;
    let state = State::replay(&history)?;
    for label in strategy::related_apps(&state, model) {
        if let Ok(app) = project.app(&label) {
            history.add(project, app)?;
        }
    }
    Ok((history, state))
}

/// The model is not where it is said to be: it has moved, or it never was there.
fn absent(
    project: &Project,
    source: &App,
    target: &App,
    model: &ModelId,
) -> Result<Outcome, Error> {
    if definition::find(project, target, &model.name)?.is_none() {
        return Err(definition::unknown(project, source, model)?);
    }
    let state = State::replay(&History::read(project, model, &target.label)?)?;
    let old = (source.label.clone(), model.model_name());
    let new = (target.label.clone(), model.model_name());
    if state.models.contains_key(&new) && !state.models.contains_key(&old) {
        if state.created.contains(&old) {
            return Ok(Outcome::AlreadyMoved);
        }
        return Err(definition::unknown(project, source, model)?);
    }
    Err(Error::new(format!(
        "the class {} is in '{}' already, and the migrations still have {model}",
        model.name, target.label
    ))
    .help("a move that was begun by hand cannot be finished yet: put the class back and run again"))
}

/// Whether the migrations created `model` and no longer have it.
fn has_left(project: &Project, model: &ModelId) -> Result<bool, Error> {
    let state = State::replay(&History::read(project, model, &model.app_label)?)?;
    let key = (model.app_label.clone(), model.model_name());
    Ok(state.created.contains(&key) && !state.models.contains_key(&key))
}

fn default_permissions(model: &ModelId) -> BTreeSet<String> {
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
    let mut permissions = model::permissions(file, class, &model.name)?;
    // The migrations know those of a base as well, and those that are put together.
    let historical = state.models.get(&(app.label.clone(), model.model_name()));
    permissions.extend(historical.into_iter().flat_map(ModelState::permissions));
    let others = state
        .models
        .iter()
        .filter(|((label, name), _)| *label == app.label && *name != model.model_name());
    let others: BTreeSet<String> = others.flat_map(|(_, other)| other.permissions()).collect();
    let shared_permissions = permissions.intersection(&others).cloned().collect();
    let (package, module) = (app.module.clone(), definition.module.clone());
    let model = model.clone();
    let (to, breaks_history) = (None, false);
    let shared = shared_permissions;
    Ok(Target {
        model,
        package,
        module,
        symbols,
        permissions,
        shared_permissions: shared,
        to,
        breaks_history,
    })
}

fn own_names(file: &PythonFile, name: &str) -> Result<BTreeSet<String>, Error> {
    match file.class(name) {
        Some(class) => model::own_names(file, class, name),
        None => Ok(BTreeSet::new()),
    }
}

/// The quote that each app's migrations prefer, judged by their leaf.
fn quotes(project: &Project, history: &History) -> Result<BTreeMap<String, char>, Error> {
    let mut quotes = BTreeMap::new();
    for (app, leaf) in &history.leaves {
        if let Some(migration) = history.migrations.get(leaf) {
            let file = resolve::parse(project, &migration.path)?;
            quotes.insert(app.clone(), model::quote(&file));
        }
    }
    Ok(quotes)
}

/// The line that keeps an automatic primary key what it is, where the target app's
/// `default_auto_field` would make it another.
/// <https://docs.djangoproject.com/en/stable/ref/settings/#default-auto-field>
fn primary_key(
    source: &App,
    target: &App,
    historical: &ModelState,
    settings: &[Setting],
) -> Option<String> {
    if source.default_auto_field == target.default_auto_field {
        return None;
    }
    let truth = Expr::Name("True".to_owned());
    let (name, field) = historical.fields.iter().find(|(_, field)| {
        field.expr.keyword("primary_key") == Some(&truth)
            && field.expr.keyword("auto_created") == Some(&truth)
    })?;
    let mut defaults =
        settings.iter().filter(|setting| setting.key == "DEFAULT_AUTO_FIELD").map(|s| &s.value);
    let project_default = match (defaults.next(), defaults.next()) {
        (Some(value), None) => value.as_str(),
        _ => None,
    };
    let effective = target.default_auto_field.as_deref().or(project_default);
    let same = effective.is_some_and(|path| path.rsplit('.').next() == field.expr.called());
    (!same).then(|| format!("{name} = {}", field.expr.render('"')))
}
