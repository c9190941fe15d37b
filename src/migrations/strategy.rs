//! Which new migrations a move takes. `keep`: the table stays, the state alone moves.
//!
//! New nodes have ranks: the model is created in the target app's state (1), the apps that point
//! to it are repointed (2), the source app lets go of it (3). An edge goes from a higher rank to a
//! lower one, or to a leaf that exists; so there is no circle, whatever the foreign keys.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Error};
use crate::migrations::History;
use crate::migrations::expr::Expr;
use crate::migrations::read::{Key, Value};
use crate::migrations::state::{ModelKey, ModelState, State, resolve_label, retarget};
use crate::migrations::write::{NewMigration, NewOperation, StateOperation};
use crate::project::{App, Project};
use crate::reference::ModelId;

/// What a move needs to know to write its migrations.
pub struct Context<'a> {
    /// The project.
    pub project: &'a Project,
    /// The migrations that exist.
    pub history: &'a History,
    /// What they add up to.
    pub state: &'a State,
    /// The model under its old label.
    pub model: &'a ModelId,
    /// Its app.
    pub source: &'a App,
    /// The app that it goes to.
    pub target: &'a App,
    /// The module that defines it now, and the one that will.
    pub modules: (&'a str, &'a str),
    /// The names that move from the one to the other.
    pub symbols: &'a BTreeSet<String>,
    /// What the class itself assigns: see [`crate::transplant::model::own_names`].
    pub own_names: &'a BTreeSet<String>,
    /// The quote that each app's migrations use.
    pub quotes: &'a BTreeMap<String, char>,
}

impl Context<'_> {
    fn key(&self) -> ModelKey {
        (self.model.app_label.clone(), self.model.model_name())
    }

    fn new_label(&self) -> String {
        format!("{}.{}", self.target.label, self.model.model_name())
    }

    fn new_key(&self, app: &str) -> Key {
        let number = self.history.numbers.get(app).copied().unwrap_or_default() + 1;
        (app.to_owned(), format!("{number:04}_move_{}", self.model.model_name()))
    }

    fn leaf(&self, app: &App) -> Result<Key, Error> {
        self.history.leaves.get(&app.label).cloned().ok_or_else(|| {
            Error::new(format!("the app '{}' has no migrations", app.label)).help(format!(
                "make them first: manage.py makemigrations {}, with --empty if it has no model",
                app.label
            ))
        })
    }

    fn migration(&self, app: &App, summary: &str) -> NewMigration {
        NewMigration {
            key: self.new_key(&app.label),
            dir: app.dir.join("migrations"),
            summary: format!("{} moves to {}, {summary}", self.model, self.target.label),
            dependencies: Vec::new(),
            on_user_model: false,
            operations: Vec::new(),
            quote: self.quotes.get(&app.label).copied().unwrap_or('\''),
        }
    }

    fn relabel(&self, forwards: bool) -> NewOperation {
        NewOperation::Relabel {
            helper: format!("{}.migrations._rehome", self.target.module),
            source: self.source.label.clone(),
            target: self.target.label.clone(),
            models: vec![self.model.model_name()],
            forwards,
        }
    }
}

/// The historical state of the model that moves.
///
/// # Errors
/// The migrations do not know it, or something refers to it in a way that this strategy does not
/// carry over yet.
pub fn historical<'a>(context: &Context<'a>) -> Result<&'a ModelState, Error> {
    let (model, state) = (context.model, context.state);
    let Some(found) = state.models.get(&context.key()) else {
        return Err(Error::new(format!(
            "the migrations of '{}' create no {model}",
            model.app_label
        ))
        .help(format!("make them first: manage.py makemigrations {}", model.app_label)));
    };
    for ((app, _), other) in &state.models {
        if let Some(bases) = &other.bases
            && bases
                .expr
                .items()
                .iter()
                .any(|base| base.as_str().is_some_and(|l| resolve_label(l, app) == context.key()))
        {
            return Err(Error::new(format!(
                "{app}.{} is a proxy or child of {model}, which cannot be moved along yet",
                other.name
            ))
            .at(other.place.clone())
            .help("make it a model of its own first, or move the model by hand"));
        }
    }
    if let Some(swappable) = found.option("swappable") {
        return Err(Error::new(format!("{model} is swappable: old migrations follow its setting"))
            .at(swappable.place.clone())
            .help("its label must stay as it is"));
    }
    let parents = found.bases.iter().flat_map(|bases| bases.expr.items());
    if parents.into_iter().any(|base| base.as_str().is_some()) {
        return Err(Error::new(format!(
            "{model} is a proxy or child of another model, which cannot be moved yet"
        ))
        .at(found.place.clone())
        .help("make it a model of its own first, or move it by hand"));
    }
    let history_model = format!("historical{}", model.model_name());
    if let Some(other) = state.models.get(&(model.app_label.clone(), history_model)) {
        return Err(Error::new(format!(
            "{model} has a history model ({}), which cannot be moved along yet",
            other.name
        ))
        .at(other.place.clone())
        .help("django-simple-history made it: move both by hand for now"));
    }
    inherited_names(context, found)?;
    unknown_operations(context)?;
    Ok(found)
}

/// What the model inherits in a way that would follow the app: an index or a constraint with the
/// app label in its name, which would be made anew.
fn inherited_names(context: &Context, model: &ModelState) -> Result<(), Error> {
    for (option, list) in [("indexes", &model.indexes), ("constraints", &model.constraints)] {
        if context.own_names.contains(&format!("Meta.{option}")) {
            continue;
        }
        for value in list {
            let name = value.expr.keyword("name").and_then(Expr::as_str).unwrap_or_default();
            if name.contains(&format!("{}_", context.source.label)) && !is_generated(name) {
                return Err(Error::new(format!(
                    "'{name}' comes from a base of {}, and may get its name from the app",
                    context.model
                ))
                .at(value.place.clone())
                .help(format!("give {} {option} of its own, with this name", context.model.name)));
            }
        }
    }
    Ok(())
}

/// Whether Django has made the name of an index, from the table: with the table it stays.
/// `django.db.models.Index.set_name_with_model`.
fn is_generated(name: &str) -> bool {
    let hash = name.strip_suffix("_idx").and_then(|rest| rest.rsplit('_').next());
    hash.is_some_and(|hash| hash.len() == 6 && hash.chars().all(|c| c.is_ascii_hexdigit()))
}

/// Fields that the model inherits and that point to a model of the old app: a base that writes the
/// label without its app would point to the new one.
pub fn inherited_relations(context: &Context, model: &ModelState) -> Vec<Diagnostic> {
    let stays = |label: &str| {
        let (app, name) = resolve_label(label, &context.source.label);
        app == context.source.label && (app, name) != context.key()
    };
    let inherited = model.fields.iter().filter(|(name, _)| !context.own_names.contains(name));
    inherited
        .filter_map(|(name, field)| {
            let to = field.expr.keyword("to").and_then(Expr::as_str).filter(|to| stays(to))?;
            let message = format!(
                "'{name}' is inherited and points to {to}: see that its base names the app"
            );
            Some(Diagnostic { place: field.place.clone(), message })
        })
        .collect()
}

/// An operation that nobody knows must not name the model, or one that points to it.
fn unknown_operations(context: &Context) -> Result<(), Error> {
    let key = context.key();
    let mut names = BTreeSet::from([key.1.clone()]);
    for ((app, name), model) in &context.state.models {
        let points = |(_, field): &(String, Value)| {
            retarget(&mut field.expr.clone(), app, &key, &context.new_label())
        };
        if model.fields.iter().any(points) {
            names.insert(name.clone());
        }
    }
    for unknown in &context.state.unknown {
        let text = unknown.operation.expr.render('\'').to_lowercase();
        if names.iter().any(|name| text.contains(name.as_str())) {
            let called = unknown.operation.expr.called().unwrap_or("operation");
            return Err(Error::new(format!(
                "nobody knows what {called} does to the state, and it names the model or one that \
                 points to it"
            ))
            .at(unknown.operation.place.clone())
            .help("replace it by Django's own operations, or move the model by hand"));
        }
    }
    Ok(())
}

/// Name of the model's table: as `Meta.db_table` has it in history, or as Django makes it.
pub fn table(context: &Context, state: &ModelState) -> String {
    let explicit = state.option("db_table").and_then(|value| value.expr.as_str());
    explicit.map_or_else(
        || format!("{}_{}", context.source.label, context.model.model_name()),
        str::to_owned,
    )
}

/// The migrations of a move that keeps the table: one in the target app, one in each app that
/// points to the model, one in the source app, in this order.
///
/// # Errors
/// As [`historical`]; or an app without migrations.
pub fn keep(context: &Context) -> Result<Vec<NewMigration>, Error> {
    let model = historical(context)?;
    let content_types = ("contenttypes".to_owned(), "0002_remove_content_type_name".to_owned());
    let (source_leaf, target_leaf) = (context.leaf(context.source)?, context.leaf(context.target)?);
    let table = table(context, model);

    let mut create = context.migration(context.target, &format!("its table stays {table}"));
    let moved = moved_model(context, model, &table);
    create.on_user_model = uses_user_model(&moved);
    create.dependencies.extend([target_leaf, source_leaf.clone(), content_types.clone()]);
    for app in relation_targets(context, model) {
        create.dependencies.push(context.leaf(app)?);
    }
    let mut operations = vec![StateOperation::Create(Box::new(moved))];
    operations.extend(repoint(context, &context.target.label));
    create.operations = vec![context.relabel(false), NewOperation::State(operations)];

    let mut migrations = Vec::new();
    let mut release = context.migration(context.source, &format!("its table stays {table}"));
    release.dependencies.extend([source_leaf, create.key.clone(), content_types]);
    for label in pointing_apps(context) {
        let app = context.project.app(label)?;
        let mut repointed = context.migration(app, "and with it what points to it");
        repointed.dependencies.extend([context.leaf(app)?, create.key.clone()]);
        repointed.operations = vec![NewOperation::State(repoint(context, label))];
        release.dependencies.push(repointed.key.clone());
        migrations.push(repointed);
    }
    let mut operations = repoint(context, &context.source.label);
    operations.push(StateOperation::Delete { name: model.name.clone() });
    release.operations = vec![NewOperation::State(operations), context.relabel(true)];
    migrations.insert(0, create);
    migrations.push(release);
    Ok(migrations)
}

/// The model as the target app's state has it: same fields, the table named, self references and
/// moved functions under their new address.
fn moved_model(context: &Context, model: &ModelState, table: &str) -> ModelState {
    let mut moved = model.clone();
    let label = context.new_label();
    for (name, field) in &mut moved.fields {
        retarget(&mut field.expr, &context.source.label, &context.key(), &label);
        qualify(context, name, &mut field.expr);
    }
    if moved.option("db_table").is_none() {
        let place = model.place.clone();
        let value = Value {
            expr: Expr::Str { value: table.to_owned() },
            imports: std::sync::Arc::default(),
            place,
        };
        moved.options.push(("db_table".to_owned(), value));
    }
    for (key, value) in &mut moved.options {
        let own = context.own_names.contains(&format!("Meta.{key}"));
        if let ("default_related_name", Expr::Str { value }, true) = (&**key, &mut value.expr, own)
        {
            *value = value.replace("%(app_label)s", &context.source.label);
        }
    }
    let values = moved.fields.iter_mut().map(|(_, value)| value);
    let values = values.chain(moved.options.iter_mut().map(|(_, value)| value));
    let values = values.chain(&mut moved.indexes).chain(&mut moved.constraints);
    for value in values.chain(&mut moved.bases).chain(&mut moved.managers) {
        readdress(context, value);
    }
    moved
}

/// Labels without an app belong to the source app; `%(app_label)s` is what it was, where the class
/// says it itself. In a field that it inherits it stays, and follows the app.
fn qualify(context: &Context, name: &str, field: &mut Expr) {
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
                if keyword.starts_with("related_") && context.own_names.contains(name) {
                    *value = value.replace("%(app_label)s", source);
                }
            }
        }
    }
}

/// `emr.models.upload_path` → `core.models.upload_path`, for what moves.
fn readdress(context: &Context, value: &mut Value) {
    let (old, new) = context.modules;
    let package = format!("{}.models", context.source.module);
    let (mut moved, imports) = (false, value.imports.clone());
    value.expr.walk_mut(&mut |expr| {
        let Expr::Name(name) = expr else { return };
        let full = imports.absolute(name);
        let symbol = [old, package.as_str()].into_iter().find_map(|module| {
            let symbol = full.strip_prefix(module)?.strip_prefix('.')?;
            context.symbols.contains(symbol.split('.').next()?).then_some(symbol)
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

/// `AlterField` for each field of `app` that points to the model, except the model's own.
fn repoint(context: &Context, app: &str) -> Vec<StateOperation> {
    let mut operations = Vec::new();
    for ((label, name), model) in &context.state.models {
        if label != app || (label.clone(), name.clone()) == context.key() {
            continue;
        }
        for (field_name, field) in &model.fields {
            let mut field = field.clone();
            if retarget(&mut field.expr, label, &context.key(), &context.new_label()) {
                readdress(context, &mut field);
                let (model, name) = (name.clone(), field_name.clone());
                operations.push(StateOperation::Alter { model, name, field });
            }
        }
    }
    operations
}

/// The apps, other than source and target, with a field that points to the model.
fn pointing_apps<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    let labels: BTreeSet<&str> = context.state.models.keys().map(|(app, _)| app.as_str()).collect();
    labels
        .into_iter()
        .filter(|app| *app != context.source.label && *app != context.target.label)
        .filter(|app| !repoint(context, app).is_empty())
        .collect()
}

/// The other apps of the project that the model's own relations point to.
fn relation_targets<'a>(context: &Context<'a>, model: &ModelState) -> Vec<&'a App> {
    let mut labels: BTreeSet<String> = BTreeSet::new();
    for (_, field) in &model.fields {
        for argument in ["to", "through"] {
            if let Some(label) = field.expr.keyword(argument).and_then(Expr::as_str)
                && label != "self"
            {
                labels.insert(resolve_label(label, &context.source.label).0);
            }
        }
    }
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

/// The apps of the project that the model points to, whose migrations must be read as well.
pub fn related_apps(state: &State, model: &ModelId) -> BTreeSet<String> {
    let key = (model.app_label.clone(), model.model_name());
    let fields = state.models.get(&key).map(|model| model.fields.as_slice()).unwrap_or_default();
    fields
        .iter()
        .filter_map(|(_, field)| field.expr.keyword("to").and_then(Expr::as_str))
        .filter_map(|label| label.split_once('.'))
        .map(|(app, _)| app.to_owned())
        .collect()
}

/// Reverse accessors, under their old names, that change with the app label: what the model
/// inherits with `%(app_label)s` in it.
/// <https://docs.djangoproject.com/en/stable/topics/db/models/#be-careful-with-related-name-and-related-query-name>
pub fn changing_accessors(context: &Context, model: &ModelState) -> BTreeSet<String> {
    let inherited = |name: &str| !context.own_names.contains(name);
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
    let class = context.model.model_name();
    raw.into_iter()
        .filter(|name| name.contains("%(app_label)s"))
        .map(|name| {
            name.replace("%(app_label)s", &context.source.label).replace("%(class)s", &class)
        })
        .collect()
}

fn uses_user_model(model: &ModelState) -> bool {
    let user = |value: &Value| value.expr.names().contains("settings.AUTH_USER_MODEL");
    model.fields.iter().any(|(_, field)| user(field))
}
