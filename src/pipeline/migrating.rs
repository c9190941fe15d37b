//! What Django knows of the models, and what it is told: history, the strategy, the new migrations.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Error};
use crate::migrations::expr::Expr;
use crate::migrations::family::is_parent_link;
use crate::migrations::family::proxies;
use crate::migrations::layout::{self, Layout};
use crate::migrations::state::{ModelKey, ModelState, State, resolve_label};
use crate::migrations::strategy::{self, Context};
use crate::migrations::write::NewMigration;
use crate::migrations::{History, copy, movable, rename, words};
use crate::pipeline::followers::Follower;
use crate::plan::MovingModel;
use crate::project::{App, Project};
use crate::reference::{ModelId, Move, Strategy};
use crate::resolve::{self, Inherited};
use crate::settings::{self, Setting};
use crate::source::PythonFile;
use crate::transplant::model;

/// What the strategy makes of the models.
#[derive(Default)]
pub(super) struct Migrating<'a> {
    /// The models under their old labels, with the tables that they will have.
    pub(super) tables: Vec<(ModelId, String)>,
    /// What their classes must say.
    pub(super) models: Vec<MovingModel<'a>>,
    /// The new migrations.
    pub(super) migrations: Vec<NewMigration>,
    /// What the user has to write, where the migrations are left to them.
    pub(super) left_to_write: Vec<String>,
    /// Reverse accessors, under their old names, that change.
    pub(super) accessors: BTreeSet<String>,
    /// What a person has to look at.
    pub(super) noticed: Vec<Diagnostic>,
}

/// Decides what the models' classes must say, and which migrations are written.
///
/// # Errors
/// The strategy cannot carry something over.
pub(super) fn migrating<'a>(
    context: &Context<'a>,
    request: &Move,
    settings: &[Setting],
    file: &PythonFile,
    followers: &[Follower],
) -> Result<Migrating<'a>, Error> {
    let mut out = Migrating::default();
    for id in context.models {
        if request.strategy == Strategy::Code {
            let historical = context.state.models.get(&(id.app_label.clone(), id.model_name()));
            let has_options = historical.is_some_and(ModelState::has_options);
            let option = Some(("app_label", id.app_label.clone()));
            let table = historical.map(|historical| strategy::table(context, historical));
            out.tables.push((id.clone(), table.unwrap_or_default()));
            let (primary_key, edits) = (None, Vec::new());
            out.models.push(MovingModel { id, has_options, option, primary_key, edits });
            continue;
        }
        let historical = movable::historical(context, id)?;
        let table = strategy::table(context, historical);
        out.accessors.extend(strategy::changing_accessors(context, historical));
        out.noticed.extend(movable::inherited_relations(context, historical));
        out.noticed.extend(settings::warnings(settings, id, &context.target.label));
        let has_options = historical.has_options();
        let primary_key = primary_key(context.source, context.target, historical, settings);
        let (table, option) = match request.strategy {
            // It has the table of its parent.
            _ if historical.is_proxy() => (table, None),
            Strategy::Rename | Strategy::Copy(_) => (rename::new_table(context, historical)?, None),
            _ => (table.clone(), Some(("db_table", table))),
        };
        out.tables.push((id.clone(), table));
        let mut edits = Vec::new();
        for follower in followers.iter().filter(|follower| follower.of == *id) {
            let historical = movable::historical(context, &follower.id)?;
            let table = match request.strategy {
                Strategy::Rename | Strategy::Copy(_) => rename::new_table(context, historical)?,
                _ => strategy::table(context, historical),
            };
            if request.strategy == Strategy::Keep {
                edits.extend(follower.records.name_table(file, &table));
            }
            out.tables.push((follower.id.clone(), table));
        }
        out.models.push(MovingModel { id, has_options, option, primary_key, edits });
    }
    out.migrations = match request.strategy {
        Strategy::Code => return Ok(out),
        Strategy::Keep => strategy::keep(context)?,
        Strategy::Rename => rename::rename(context)?,
        Strategy::Copy(copying) => copy::copy(context, copying)?,
    };
    if !request.migrations {
        out.left_to_write = words::steps(&out.migrations);
        out.migrations.clear();
    }
    refuse_inherited(context)?;
    context.history.prove(&out.migrations)?;
    Ok(out)
}

/// Refuses a move that would make a relation of an abstract base point to another model.
fn refuse_inherited(context: &Context) -> Result<(), Error> {
    let app = &context.source.label;
    let mut wanted = Vec::new();
    for (key, model) in &context.state.models {
        let label = &key.0;
        for (field, value) in &model.fields {
            let Some(to) = value.expr.keyword("to").and_then(Expr::as_str) else { continue };
            let to = resolve_label(to, label);
            let same_name = (app.clone(), to.1.clone());
            let to_moved = context.moves(&same_name);
            let inside = match (context.moves(key), to.0 == *label, label == app) {
                (true, true, _) if !to_moved && !context.owns(&model.name, field) => None,
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
pub(super) fn read_history(
    project: &Project,
    models: &[ModelId],
    target: &App,
    settings: &[Setting],
    request: &Move,
) -> Result<(History, State), Error> {
    let mut history = History::read(project, models, &target.label)?;
    history.assume(project, &request.assumed)?;
    let relabelled = models.iter().filter(|_| request.strategy != Strategy::Code);
    for model in relabelled {
        settings::refuse(settings, model)?;
    }
    let mut state = State::replay(&history);
    // Foreign keys to a proxy are foreign keys to the table, and no label of the model says so.
    let copies = matches!(request.strategy, Strategy::Copy(_));
    let named = |state: &State| proxies(state, models).into_iter().collect::<Vec<ModelKey>>();
    while history.add_naming(project, &if copies { named(&state) } else { Vec::new() })? {
        state = State::replay(&history);
    }
    for label in models.iter().flat_map(|model| strategy::related_apps(&state, model)) {
        if let Ok(app) = project.app(&label) {
            history.add(project, app)?;
        }
    }
    Ok((history, state))
}

/// How each app's migrations are written, judged by their leaf.
pub(super) fn hands(
    project: &Project,
    history: &History,
) -> Result<BTreeMap<String, (char, Layout)>, Error> {
    let width = layout::configured_width(project)?;
    let mut hands = BTreeMap::new();
    for (app, leaf) in &history.leaves {
        if let Some(migration) = history.migrations.get(leaf) {
            let file = resolve::parse(project, &migration.path)?;
            let quote = model::quote(&file);
            let text = file.source.text(0..file.source.bytes.len());
            hands.insert(app.clone(), (quote, Layout::of(text, quote, width)));
        }
    }
    Ok(hands)
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
            && !is_parent_link(&field.expr)
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
