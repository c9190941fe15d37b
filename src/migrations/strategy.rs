//! Which new migrations a move takes. `keep`: the table stays, the state alone moves.
//!
//! New nodes have ranks: the model is created in the target app's state (1), the apps that point
//! to it are repointed (2), the source app lets go of it (3). An edge goes from a higher rank to a
//! lower one, or to a leaf that exists; so there is no circle, whatever the foreign keys.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Error;
use crate::migrations::History;
use crate::migrations::expr::Expr;
use crate::migrations::layout::Layout;
use crate::migrations::movable::historical;
use crate::migrations::operation::Operation;
use crate::migrations::read::{Key, Value};
use crate::migrations::state::{ModelKey, ModelState, State, resolve_label, retarget};
use crate::migrations::write::{NewMigration, NewOperation};
use crate::project::{App, Project};
use crate::reference::{ModelId, Style};

/// What a move needs to know to write its migrations.
pub struct Context<'a> {
    /// The project.
    pub project: &'a Project,
    /// The migrations that exist.
    pub history: &'a History,
    /// What they add up to.
    pub state: &'a State,
    /// The models that move, under their old labels.
    pub models: &'a [ModelId],
    /// Models of their app that move along without being named, and have no class.
    pub followers: &'a [ModelId],
    /// Their app.
    pub source: &'a App,
    /// The app that they go to.
    pub target: &'a App,
    /// The module that defines them now, and the one that will.
    pub modules: (&'a str, &'a str),
    /// The names that move from the one to the other.
    pub symbols: &'a BTreeSet<String>,
    /// What each class itself assigns, by lower-case name: see
    /// [`crate::transplant::model::own_names`].
    pub own_names: &'a BTreeMap<String, BTreeSet<String>>,
    /// The strings that each class has in its `Meta`, by lower-case name: see
    /// [`crate::transplant::model::meta_strings`].
    pub written_names: &'a BTreeMap<String, BTreeSet<String>>,
    /// Whether the target app has no model yet, and so may have no migration.
    pub is_bare: bool,
    /// How each app's migrations are written: their quote, and their layout.
    pub hands: &'a BTreeMap<String, (char, Layout)>,
    /// How new migrations are written.
    pub style: &'a Style,
}

impl Context<'_> {
    /// Whether a model of the state moves.
    pub fn moves(&self, (app, name): &ModelKey) -> bool {
        *app == self.source.label && self.all().any(|model| model.model_name() == *name)
    }

    /// The models that move, and those that follow them.
    pub(super) fn all(&self) -> impl Iterator<Item = &'_ ModelId> {
        self.models.iter().chain(self.followers)
    }

    /// Whether the class of `model` assigns a field, or an option as `Meta.option`, itself. Models
    /// without a class inherit nothing that anyone has written.
    pub fn owns(&self, model: &str, name: &str) -> bool {
        self.follows(model)
            || self.own_names.get(&model.to_lowercase()).is_some_and(|names| names.contains(name))
    }

    fn follows(&self, model: &str) -> bool {
        self.followers.iter().any(|follower| follower.name.eq_ignore_ascii_case(model))
    }

    /// Whether the class of `model` itself gives an index this name.
    pub(super) fn names_index(&self, model: &str, name: &str) -> bool {
        self.written_names.get(&model.to_lowercase()).is_some_and(|names| names.contains(name))
    }

    /// Makes the relations of a field of `app` to what moves point to the new labels. Returns whether
    /// one did.
    pub(super) fn retarget(&self, field: &mut Expr, app: &str) -> bool {
        let mut changed = false;
        for model in self.all() {
            let key = (model.app_label.clone(), model.model_name());
            let label = format!("{}.{}", self.target.label, model.name);
            changed |= retarget(field, app, &key, &label);
        }
        changed
    }

    /// `emr.models.upload_path` → `core.models.upload_path`, for what moves.
    pub(super) fn readdress(&self, value: &mut Value) {
        let (old, new) = self.modules;
        let package = format!("{}.models", self.source.module);
        let (mut moved, imports) = (false, value.imports.clone());
        value.expr.walk_mut(&mut |expr| {
            let Expr::Name(name) = expr else { return };
            let full = imports.absolute(name);
            let symbol = [old, package.as_str()].into_iter().find_map(|module| {
                let symbol = full.strip_prefix(module)?.strip_prefix('.')?;
                self.symbols.contains(symbol.split('.').next()?).then_some(symbol)
            });
            if let Some(symbol) = symbol {
                *name = format!("{new}.{symbol}");
                moved = true;
            }
        });
        if moved {
            value.imports = std::sync::Arc::new(value.imports.with_module(new));
        }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.all().map(ModelId::model_name).collect()
    }

    /// The name of the new migration of `app` that is number `nth` of them, from 1.
    fn new_key(&self, app: &str, nth: u32, verb: &str) -> Key {
        let number = self.history.numbers.get(app).copied().unwrap_or_default() + nth;
        let given: Vec<String> = self.models.iter().map(ModelId::model_name).collect();
        let name = match (&self.style.name, given.as_slice()) {
            (Some(name), _) => name.clone(),
            (None, [first, _, _, rest @ ..]) => {
                format!("{verb}_{first}_and_{}_more", rest.len() + 2)
            }
            (None, names) => format!("{verb}_{}", names.join("_")),
        };
        (app.to_owned(), format!("{number:04}_{name}"))
    }

    pub(super) fn leaf(&self, app: &App) -> Result<Key, Error> {
        self.history.leaves.get(&app.label).cloned().ok_or_else(|| {
            Error::new(format!("the app '{}' has no migrations", app.label)).help(format!(
                "make them first: manage.py makemigrations {}, with --empty if it has no model",
                app.label
            ))
        })
    }

    /// The leaf of the target app; nothing where it has no model and no migration.
    pub(super) fn target_leaf(&self) -> Result<Option<Key>, Error> {
        match self.history.leaves.get(&self.target.label) {
            None if self.is_bare => Ok(None),
            _ => self.leaf(self.target).map(Some),
        }
    }

    /// A new migration of `app`, which is number `nth` of them, from 1.
    pub(super) fn migration(&self, app: &App, nth: u32, verb: &str, summary: &str) -> NewMigration {
        // An app that has none yet gets them as the other one has them.
        let hand = [app, self.source].into_iter().find_map(|app| self.hands.get(&app.label));
        let (quote, layout) = hand.copied().unwrap_or(('\'', Layout::Django));
        NewMigration {
            key: self.new_key(&app.label, nth, verb),
            dir: self.project.migrations_dir(app).unwrap_or_else(|| app.dir.join("migrations")),
            summary: self.summary(summary),
            dependencies: Vec::new(),
            on_user_model: false,
            atomic: true,
            operations: Vec::new(),
            quote,
            layout,
            header: self.style.header,
        }
    }

    fn summary(&self, rest: &str) -> String {
        let models: Vec<String> = self.models.iter().map(ModelId::to_string).collect();
        let verb = if models.len() == 1 { "moves" } else { "move" };
        format!("{} {verb} to {}, {rest}", list(&models), self.target.label)
    }

    pub(super) fn relabel(&self, forwards: bool) -> NewOperation {
        NewOperation::Relabel {
            helper: format!("{}._rehome", self.project.migrations_module(self.target)),
            source: self.source.label.clone(),
            target: self.target.label.clone(),
            models: self.names(),
            forwards,
        }
    }
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Name of the model's table: as `Meta.db_table` has it in history, or as Django makes it; that of its
/// parent if it is a proxy.
pub fn table(context: &Context, state: &ModelState) -> String {
    let (mut app, mut state) = (context.source.label.clone(), state);
    // A proxy has one parent with a table.
    while state.is_proxy() {
        let known = |key| context.state.models.get_key_value(&key);
        let Some(((label, _), parent)) = state.parents(&app).find_map(known) else { break };
        (app, state) = (label.clone(), parent);
    }
    let explicit = state.option("db_table").and_then(|value| value.expr.as_str());
    explicit.map_or_else(|| format!("{app}_{}", state.name.to_lowercase()), str::to_owned)
}

/// The migrations of a move that keeps the table: one in the target app, one in each app that
/// points to the model, one in the source app, in this order.
///
/// # Errors
/// As [`historical`]; or an app without migrations.
pub fn keep(context: &Context) -> Result<Vec<NewMigration>, Error> {
    let mut models = Vec::new();
    for model in context.all() {
        models.push(historical(context, model)?);
    }
    let stay = stay(context, &models);
    in_order(context, &mut models);
    let content_types = ("contenttypes".to_owned(), "0002_remove_content_type_name".to_owned());
    let source_leaf = context.leaf(context.source)?;

    let mut create = context.migration(context.target, 1, "move", &stay);
    let moved: Vec<ModelState> = models.iter().map(|model| moved_model(context, model)).collect();
    create.on_user_model = moved.iter().any(uses_user_model);
    create.dependencies.extend(context.target_leaf()?);
    create.dependencies.extend([source_leaf.clone(), content_types.clone()]);
    for app in relation_targets(context, &models) {
        create.dependencies.push(context.leaf(app)?);
    }
    let creates = moved.into_iter().map(|model| Operation::Create(Box::new(model)));
    let mut operations: Vec<Operation> = creates.collect();
    operations.extend(repoint(context, &context.target.label));
    operations.extend(context.rebased(&context.target.label));
    create.operations = vec![context.relabel(false), NewOperation::State(operations)];

    let mut migrations = Vec::new();
    let mut release = context.migration(context.source, 1, "move", &stay);
    release.dependencies.extend([source_leaf, create.key.clone(), content_types]);
    let follows = match context.models.len() {
        1 => "and with it what points to it",
        _ => "and with them what points to them",
    };
    for label in pointing_apps(context) {
        let app = context.project.app(label)?;
        let mut repointed = context.migration(app, 1, "move", follows);
        repointed.dependencies.extend([context.leaf(app)?, create.key.clone()]);
        let mut operations = repoint(context, label);
        operations.extend(context.rebased(label));
        repointed.operations = vec![NewOperation::State(operations)];
        release.dependencies.push(repointed.key.clone());
        migrations.push(repointed);
    }
    let mut operations = repoint(context, &context.source.label);
    operations.extend(context.rebased(&context.source.label));
    let deletes = models.iter().rev().map(|model| model.name.clone());
    operations.extend(deletes.map(|name| Operation::Delete { name }));
    release.operations = vec![NewOperation::State(operations), context.relabel(true)];
    migrations.insert(0, create);
    migrations.push(release);
    Ok(migrations)
}

/// What becomes of the tables, in words. Proxies share that of their parent.
fn stay(context: &Context, models: &[&ModelState]) -> String {
    let mut tables: Vec<String> = Vec::new();
    for table in models.iter().map(|model| table(context, model)) {
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    match (tables.as_slice(), context.models.len()) {
        ([one], 1) => format!("its table stays {one}"),
        ([one], _) => format!("their table stays {one}"),
        (_, 1) => format!("its tables stay {}", list(&tables)),
        _ => format!("their tables stay {}", list(&tables)),
    }
}

/// Sorts the models such that each comes after those that it points to, as far as that goes.
pub(super) fn in_order(context: &Context, models: &mut Vec<&ModelState>) {
    let points = |from: &ModelState, to: &ModelState| {
        let key = (context.source.label.clone(), to.name.to_lowercase());
        let points = |(_, field): &(String, Value)| {
            let label = field.expr.argument("to", 0).and_then(Expr::as_str);
            label.is_some_and(|label| resolve_label(label, &context.source.label) == key)
        };
        from.fields.iter().any(points)
            || from.parents(&context.source.label).any(|parent| parent == key)
    };
    let mut sorted: Vec<&ModelState> = Vec::new();
    while !models.is_empty() {
        let is_ready = |one: &&ModelState| {
            models.iter().all(|other| other.name == one.name || !points(one, other))
        };
        // Models that point to each other have no order: what is taken first does not matter.
        let next = models.iter().position(is_ready).unwrap_or(0);
        sorted.push(models.remove(next));
    }
    *models = sorted;
}

/// The model as the target app's state has it: same fields, the table named, self references and
/// moved functions under their new address.
pub(super) fn moved_model(context: &Context, model: &ModelState) -> ModelState {
    let mut moved = model.clone();
    for (name, field) in &mut moved.fields {
        context.retarget(&mut field.expr, &context.source.label);
        qualify(context, &model.name, name, &mut field.expr);
    }
    context.rebase(&mut moved, &context.source.label);
    if moved.option("db_table").is_none() && !moved.is_proxy() {
        let place = model.place.clone();
        let value = Value {
            expr: Expr::Str { value: table(context, model) },
            imports: std::sync::Arc::default(),
            place,
        };
        moved.options.push(("db_table".to_owned(), value));
    }
    for (key, value) in &mut moved.options {
        let own = context.owns(&model.name, &format!("Meta.{key}"));
        if let ("default_related_name", Expr::Str { value }, true) = (&**key, &mut value.expr, own)
        {
            *value = value.replace("%(app_label)s", &context.source.label);
        }
    }
    let values = moved.fields.iter_mut().map(|(_, value)| value);
    let values = values.chain(moved.options.iter_mut().map(|(_, value)| value));
    let values = values.chain(&mut moved.indexes).chain(&mut moved.constraints);
    for value in values.chain(&mut moved.bases).chain(&mut moved.managers) {
        context.readdress(value);
    }
    moved
}

/// Labels without an app belong to the source app; `%(app_label)s` is what it was, where the class
/// says it itself. In a field that it inherits it stays, and follows the app.
fn qualify(context: &Context, model: &str, name: &str, field: &mut Expr) {
    let source = &context.source.label;
    let names: BTreeSet<String> = context
        .state
        .models
        .keys()
        .filter(|(app, _)| app == source)
        .map(|(_, name)| name.clone())
        .collect();
    if let Expr::Call { arguments, .. } = field {
        for (keyword, value) in arguments {
            if let (Some(keyword), Expr::Str { value }) = (keyword.as_deref(), value) {
                if matches!(keyword, "to" | "through") && names.contains(&value.to_lowercase()) {
                    *value = format!("{source}.{}", value.to_lowercase());
                }
                if keyword.starts_with("related_") && context.owns(model, name) {
                    *value = value.replace("%(app_label)s", source);
                }
            }
        }
    }
}

/// `AlterField` for each field of `app` that points to what moves, except its own.
pub(super) fn repoint(context: &Context, app: &str) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (key @ (label, name), model) in &context.state.models {
        if label != app || context.moves(key) || context.loses_parent(key, model) {
            continue;
        }
        for (field_name, field) in &model.fields {
            let mut field = field.clone();
            if context.retarget(&mut field.expr, label) {
                context.readdress(&mut field);
                let (model, name) = (name.clone(), field_name.clone());
                operations.push(Operation::Alter { model, name, field });
            }
        }
    }
    operations
}

/// The apps, other than source and target, with a field that points to the model, or a child of it.
pub(super) fn pointing_apps<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    let labels: BTreeSet<&str> = context.state.models.keys().map(|(app, _)| app.as_str()).collect();
    labels
        .into_iter()
        .filter(|app| *app != context.source.label && *app != context.target.label)
        .filter(|app| !repoint(context, app).is_empty() || !context.rebased(app).is_empty())
        .collect()
}

/// The other apps of the project that the models' own relations point to.
pub(super) fn relation_targets<'a>(context: &Context<'a>, models: &[&ModelState]) -> Vec<&'a App> {
    let mut labels: BTreeSet<String> = BTreeSet::new();
    for (_, field) in models.iter().flat_map(|model| &model.fields) {
        for argument in ["to", "through"] {
            if let Some(label) = field.expr.keyword(argument).and_then(Expr::as_str)
                && label != "self"
            {
                labels.insert(resolve_label(label, &context.source.label).0);
            }
        }
    }
    let parents = models.iter().flat_map(|model| model.parents(&context.source.label));
    labels.extend(parents.map(|(app, _)| app));
    labels.remove(&context.source.label);
    labels.remove(&context.target.label);
    context
        .project
        .apps
        .iter()
        .filter(|app| {
            labels.contains(&app.label) && context.history.leaves.contains_key(&app.label)
        })
        .collect()
}

/// The apps of the project that the model points to or inherits from, whose migrations must be read
/// as well.
pub fn related_apps(state: &State, model: &ModelId) -> BTreeSet<String> {
    let key = (model.app_label.clone(), model.model_name());
    let Some(model) = state.models.get(&key) else { return BTreeSet::new() };
    model
        .fields
        .iter()
        .filter_map(|(_, field)| field.expr.keyword("to").and_then(Expr::as_str))
        .filter_map(|label| label.split_once('.'))
        .map(|(app, _)| app.to_owned())
        .chain(model.parents(&key.0).map(|(app, _)| app))
        .collect()
}

/// Reverse accessors, under their old names, that change with the app label: what the model
/// inherits with `%(app_label)s` in it.
/// <https://docs.djangoproject.com/en/stable/topics/db/models/#be-careful-with-related-name-and-related-query-name>
pub fn changing_accessors(context: &Context, model: &ModelState) -> BTreeSet<String> {
    let inherited = |name: &str| !context.owns(&model.name, name);
    let mut raw: Vec<&str> = Vec::new();
    for (_, field) in model.fields.iter().filter(|(name, _)| inherited(name)) {
        for argument in ["related_name", "related_query_name"] {
            raw.extend(field.expr.keyword(argument).and_then(Expr::as_str));
        }
    }
    if inherited("Meta.default_related_name") {
        let option = model.option("default_related_name");
        raw.extend(option.and_then(|value| value.expr.as_str()));
    }
    let class = model.name.to_lowercase();
    raw.into_iter()
        .filter(|name| name.contains("%(app_label)s"))
        .map(|name| {
            name.replace("%(app_label)s", &context.source.label).replace("%(class)s", &class)
        })
        .collect()
}

pub(super) fn uses_user_model(model: &ModelState) -> bool {
    let user = |value: &Value| value.expr.names().contains("settings.AUTH_USER_MODEL");
    model.fields.iter().any(|(_, field)| user(field))
}
