//! Replay: migrations in their order → the state of each model, as Django's `ProjectState` has it.
//!
//! Follows `django/db/migrations/operations/{models,fields,special}.py` (`state_forwards`) and
//! `django/db/migrations/state.py`. What `makemigrations` compares a model with is this state, so
//! a `CreateModel` written from it is exact without importing anything.

use std::collections::BTreeMap;

use crate::diagnostic::{Error, Place};
use crate::migrations::History;
use crate::migrations::choices;
use crate::migrations::expr::Expr;
use crate::migrations::read::Value;
use crate::reference::is_relation_field;

/// App label and lower-case model name.
pub type ModelKey = (String, String);

/// One model as it stands after the last migration.
#[derive(Clone, Debug)]
pub struct ModelState {
    /// Name as `CreateModel` writes it.
    pub name: String,
    /// Fields, in order.
    pub fields: Vec<(String, Value)>,
    /// `Meta` options without indexes and constraints, in order.
    pub options: Vec<(String, Value)>,
    /// `models.Index(…)`, each with its name.
    pub indexes: Vec<Value>,
    /// Constraints, each with its name.
    pub constraints: Vec<Value>,
    /// Bases, where they are not `(models.Model,)`.
    pub bases: Option<Value>,
    /// Managers with `use_in_migrations`.
    pub managers: Option<Value>,
    /// Where it was created.
    pub place: Place,
}

/// An operation that nobody knows: it may change any model that it names.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// The operation.
    pub operation: Value,
    /// The app whose migration it stands in.
    pub app_label: String,
}

/// Every model, and what could not be replayed.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The models.
    pub models: BTreeMap<ModelKey, ModelState>,
    /// Models that a migration has created, whatever came of them.
    pub created: Vec<ModelKey>,
    /// Operations that were passed over.
    pub unknown: Vec<Unknown>,
}

/// Options that `AlterModelOptions` takes away when it does not name them.
/// `AlterModelOptions.ALTER_OPTION_KEYS`.
const ALTERED_OPTIONS: &[&str] = &[
    "base_manager_name",
    "default_manager_name",
    "default_related_name",
    "get_latest_by",
    "managed",
    "ordering",
    "permissions",
    "default_permissions",
    "select_on_save",
    "verbose_name",
    "verbose_name_plural",
];

/// Operations that leave the state as it is.
const WITHOUT_STATE: &[&str] = &[
    "RunPython",
    "RelabelContentTypes",
    "CreateExtension",
    "BloomExtension",
    "BtreeGinExtension",
    "BtreeGistExtension",
    "CITextExtension",
    "CryptoExtension",
    "HStoreExtension",
    "TrigramExtension",
    "UnaccentExtension",
    "CreateCollation",
    "RemoveCollation",
    "ValidateConstraint",
];

impl ModelState {
    /// The codenames that its options name.
    /// <https://docs.djangoproject.com/en/stable/ref/models/options/#permissions>
    pub fn permissions(&self) -> Vec<String> {
        let model = self.name.to_lowercase();
        let mut codenames = Vec::new();
        for (option, value) in &self.options {
            let items = value.expr.items().iter();
            match option.as_str() {
                "permissions" => {
                    let first = items.filter_map(|pair| pair.items().first()?.as_str());
                    codenames.extend(first.map(str::to_owned));
                }
                "default_permissions" => {
                    let actions = items.filter_map(Expr::as_str);
                    codenames.extend(actions.map(|action| format!("{action}_{model}")));
                }
                _ => {}
            }
        }
        codenames
    }
}

impl State {
    /// Replays `history`.
    ///
    /// # Errors
    /// An operation that contradicts the state, such as a field of a model that does not exist.
    pub fn replay(history: &History) -> Result<Self, Error> {
        let mut state = Self::default();
        for key in &history.order {
            if let Some(migration) = history.migrations.get(key) {
                for operation in &migration.operations {
                    state.apply(&key.0, operation)?;
                }
            }
        }
        Ok(state)
    }

    fn apply(&mut self, app: &str, operation: &Value) -> Result<(), Error> {
        let called = operation.expr.called().unwrap_or_default();
        match called {
            "CreateModel" => self.create_model(app, operation),
            "DeleteModel" => {
                let key = (app.to_owned(), lower(operation, "name", 0)?);
                self.models.remove(&key);
                Ok(())
            }
            "RenameModel" => self.rename_model(app, operation),
            "SeparateDatabaseAndState" => self.apply_all(app, operation, "state_operations", 1),
            "RunSQL" => self.apply_all(app, operation, "state_operations", 2),
            _ if WITHOUT_STATE.contains(&called) => Ok(()),
            "AlterModelTable"
            | "AlterModelTableComment"
            | "AlterModelOptions"
            | "AlterModelManagers"
            | "AlterUniqueTogether"
            | "AlterIndexTogether"
            | "AlterOrderWithRespectTo" => {
                let model = self.model(app, operation, "name")?;
                alter_model(model, called, operation)
            }
            "AddField" | "AlterField" | "RemoveField" => {
                let model = self.model(app, operation, "model_name")?;
                change_field(model, called, operation)
            }
            "RenameField" => {
                let model = self.model(app, operation, "model_name")?;
                rename_field(model, operation)
            }
            "AddIndex"
            | "AddIndexConcurrently"
            | "RemoveIndex"
            | "RemoveIndexConcurrently"
            | "RenameIndex"
            | "AddConstraint"
            | "AddConstraintNotValid"
            | "RemoveConstraint"
            | "AlterConstraint" => {
                let model = self.model(app, operation, "model_name")?;
                change_named(model, called, operation)
            }
            _ => {
                let operation = operation.clone();
                self.unknown.push(Unknown { operation, app_label: app.to_owned() });
                Ok(())
            }
        }
    }

    fn apply_all(
        &mut self,
        app: &str,
        operation: &Value,
        argument: &str,
        position: usize,
    ) -> Result<(), Error> {
        match operation.argument(argument, position) {
            None => Ok(()),
            Some(list) if matches!(list.expr, Expr::List(_) | Expr::Tuple(_)) => list
                .expr
                .items()
                .iter()
                .try_for_each(|item| self.apply(app, &operation.part(item.clone()))),
            Some(list) if list.expr == Expr::Name("None".to_owned()) => Ok(()),
            Some(_) => {
                let operation = operation.clone();
                self.unknown.push(Unknown { operation, app_label: app.to_owned() });
                Ok(())
            }
        }
    }

    fn create_model(&mut self, app: &str, operation: &Value) -> Result<(), Error> {
        let name = text(operation, "name", 0)?;
        let fields = operation.argument("fields", 1).ok_or_else(|| unreadable(operation))?;
        let mut model = ModelState {
            name: name.clone(),
            fields: Vec::new(),
            options: Vec::new(),
            indexes: Vec::new(),
            constraints: Vec::new(),
            bases: operation.argument("bases", 3),
            managers: operation.argument("managers", 4),
            place: operation.place.clone(),
        };
        if !matches!(fields.expr, Expr::List(_) | Expr::Tuple(_)) {
            return Err(unreadable(operation));
        }
        for field in fields.expr.items() {
            match field.items() {
                [Expr::Str { value }, field] => {
                    model.fields.push((value.clone(), operation.part(field.clone())));
                }
                _ => return Err(unreadable(operation)),
            }
        }
        match operation.argument("options", 2).map(|options| options.expr) {
            None => {}
            Some(Expr::Dict(pairs)) => {
                for (key, value) in pairs {
                    let key = key.as_str().ok_or_else(|| unreadable(operation))?.to_owned();
                    match key.as_str() {
                        "indexes" => model.indexes = parts(operation, &value),
                        "constraints" => model.constraints = parts(operation, &value),
                        _ => model.options.push((key, operation.part(value))),
                    }
                }
            }
            Some(Expr::Name(none)) if none == "None" => {}
            Some(_) => return Err(unreadable(operation)),
        }
        let key = (app.to_owned(), name.to_lowercase());
        self.created.push(key.clone());
        self.models.insert(key, model);
        Ok(())
    }

    fn rename_model(&mut self, app: &str, operation: &Value) -> Result<(), Error> {
        let (old, new) = (text(operation, "old_name", 0)?, text(operation, "new_name", 1)?);
        let old_key = (app.to_owned(), old.to_lowercase());
        let Some(mut model) = self.models.remove(&old_key) else {
            return Err(missing(operation, app, &old));
        };
        model.name.clone_from(&new);
        let new_key = (app.to_owned(), new.to_lowercase());
        self.created.push(new_key.clone());
        self.models.insert(new_key, model);
        let label = format!("{app}.{new}");
        for ((model_app, _), model) in &mut self.models {
            for (_, field) in &mut model.fields {
                retarget(&mut field.expr, model_app, &old_key, &label);
            }
            if let Some(bases) = &mut model.bases {
                retarget_strings(&mut bases.expr, model_app, &old_key, &label.to_lowercase());
            }
        }
        Ok(())
    }

    fn model(
        &mut self,
        app: &str,
        operation: &Value,
        argument: &str,
    ) -> Result<&mut ModelState, Error> {
        let name = text(operation, argument, 0)?;
        self.models
            .get_mut(&(app.to_owned(), name.to_lowercase()))
            .ok_or_else(|| missing(operation, app, &name))
    }
}

impl ModelState {
    /// An option's value.
    pub fn option(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Whether the model has options, indexes or constraints, besides the name of its table.
    pub fn has_options(&self) -> bool {
        let is_own = |key: &str| !matches!(key, "db_table" | "abstract");
        let named = self.options.iter().any(|(key, _)| is_own(key));
        named || !self.indexes.is_empty() || !self.constraints.is_empty()
    }

    fn set_option(&mut self, name: &str, value: Option<Value>) {
        match (self.options.iter().position(|(key, _)| key == name), value) {
            (Some(at), Some(value)) => self.options[at].1 = value,
            (Some(at), None) => {
                self.options.remove(at);
            }
            (None, Some(value)) => self.options.push((name.to_owned(), value)),
            (None, None) => {}
        }
    }
}

fn alter_model(model: &mut ModelState, called: &str, operation: &Value) -> Result<(), Error> {
    let argument = |name| operation.argument(name, 1);
    let given = |value: Option<Value>| {
        value.filter(|value| {
            value.expr != Expr::Name("None".to_owned())
                && !matches!(&value.expr, Expr::Set(items) | Expr::List(items) if items.is_empty())
                && !matches!(&value.expr, Expr::Call { function, arguments }
                    if arguments.is_empty() && **function == Expr::Name("set".to_owned()))
        })
    };
    match called {
        "AlterModelTable" => model.set_option("db_table", given(argument("table"))),
        "AlterModelTableComment" => {
            model.set_option("db_table_comment", given(argument("table_comment")));
        }
        "AlterUniqueTogether" => {
            model.set_option("unique_together", given(argument("unique_together")));
        }
        "AlterIndexTogether" => {
            model.set_option("index_together", given(argument("index_together")));
        }
        "AlterOrderWithRespectTo" => {
            let value = given(argument("order_with_respect_to"));
            model.set_option("order_with_respect_to", value);
        }
        "AlterModelManagers" => model.managers = given(argument("managers")),
        _ => {
            let Some(Value { expr: Expr::Dict(pairs), .. }) = argument("options") else {
                return Err(unreadable(operation));
            };
            model.options.retain(|(key, _)| !ALTERED_OPTIONS.contains(&key.as_str()));
            for (key, value) in pairs {
                let key = key.as_str().ok_or_else(|| unreadable(operation))?.to_owned();
                model.set_option(&key, Some(operation.part(value)));
            }
        }
    }
    Ok(())
}

fn change_field(model: &mut ModelState, called: &str, operation: &Value) -> Result<(), Error> {
    let name = text(operation, "name", 1)?;
    let at = model.fields.iter().position(|(field, _)| field.eq_ignore_ascii_case(&name));
    if called == "RemoveField" {
        let at = at.ok_or_else(|| unreadable(operation))?;
        model.fields.remove(at);
        return Ok(());
    }
    let mut field = operation.argument("field", 2).ok_or_else(|| unreadable(operation))?;
    // A default that was given only for the rows that existed is not part of the state.
    let preserve = operation.expr.argument("preserve_default", 3);
    if preserve == Some(&Expr::Name("False".to_owned())) {
        field.expr = field.expr.without("default");
    }
    match (called, at) {
        ("AddField", None) => model.fields.push((name, field)),
        ("AlterField", Some(at)) => model.fields[at].1 = field,
        _ => return Err(unreadable(operation)),
    }
    Ok(())
}

fn rename_field(model: &mut ModelState, operation: &Value) -> Result<(), Error> {
    let (old, new) = (text(operation, "old_name", 1)?, text(operation, "new_name", 2)?);
    let field = model.fields.iter_mut().find(|(name, _)| *name == old);
    field.ok_or_else(|| unreadable(operation))?.0.clone_from(&new);
    for (key, value) in &mut model.options {
        if matches!(key.as_str(), "unique_together" | "index_together") {
            value.expr.walk_mut(&mut |expr| {
                if let Expr::Str { value } = expr
                    && *value == old
                {
                    value.clone_from(&new);
                }
            });
        }
    }
    Ok(())
}

/// Indexes and constraints: lists whose items have names.
fn change_named(model: &mut ModelState, called: &str, operation: &Value) -> Result<(), Error> {
    let is_index = called.contains("Index");
    let list = if is_index { &mut model.indexes } else { &mut model.constraints };
    let at = |list: &[Value], name: &str| {
        let named = |value: &Value| value.expr.keyword("name").and_then(Expr::as_str) == Some(name);
        list.iter().position(named).ok_or_else(|| unreadable(operation))
    };
    let argument = if is_index { "index" } else { "constraint" };
    match called {
        "AddIndex" | "AddIndexConcurrently" | "AddConstraint" | "AddConstraintNotValid" => {
            let value = operation.argument(argument, 1).ok_or_else(|| unreadable(operation))?;
            list.push(value);
        }
        "AlterConstraint" => {
            let at = at(list, &text(operation, "name", 1)?)?;
            let value = operation.argument(argument, 2).ok_or_else(|| unreadable(operation))?;
            list[at] = value;
        }
        "RenameIndex" => {
            // With old_fields an index_together entry becomes an index: not replayed here.
            let at = at(list, &text(operation, "old_name", 2)?)?;
            let new = text(operation, "new_name", 1)?;
            if let Expr::Call { arguments, .. } = &mut list[at].expr {
                for (keyword, value) in arguments {
                    if keyword.as_deref() == Some("name") {
                        *value = Expr::Str { value: new.clone() };
                    }
                }
            }
        }
        _ => {
            let at = at(list, &text(operation, "name", 1)?)?;
            list.remove(at);
        }
    }
    Ok(())
}

/// What a label in a field of `app` points to: app label and lower-case name.
pub fn resolve_label(label: &str, app: &str) -> ModelKey {
    match label.split_once('.') {
        Some((app, name)) => (app.to_owned(), name.to_lowercase()),
        None => (app.to_owned(), label.to_lowercase()),
    }
}

/// Makes the relations of a field of `app` that point to `old`, or to its content type, point to
/// `label`, which names the class as it is written. Returns whether one did.
pub fn retarget(field: &mut Expr, app: &str, old: &ModelKey, label: &str) -> bool {
    // A positional string is a label in a relation only: elsewhere it is the verbose name.
    let is_relation = field.called().is_some_and(is_relation_field);
    let new_app = label.split_once('.').map_or(label, |(app, _)| app);
    let mut changed = choices::relabel(field, old, new_app);
    let Expr::Call { arguments, .. } = field else {
        return false;
    };
    for (position, (keyword, value)) in arguments.iter_mut().enumerate() {
        match keyword.as_deref() {
            // Django writes `to` in lower case, and compares `through` as it is written.
            Some("through") => changed |= retarget_strings(value, app, old, label),
            None if is_relation && position == 0 => {
                changed |= retarget_strings(value, app, old, &label.to_lowercase());
            }
            Some("to") => changed |= retarget_strings(value, app, old, &label.to_lowercase()),
            _ => {}
        }
    }
    changed
}

/// Replaces labels of `old` in an expression; bases are a tuple of them.
pub fn retarget_strings(expr: &mut Expr, app: &str, old: &ModelKey, label: &str) -> bool {
    let mut changed = false;
    expr.walk_mut(&mut |expr| {
        if let Expr::Str { value } = expr
            && value != "self"
            && resolve_label(value, app) == *old
        {
            label.clone_into(value);
            changed = true;
        }
    });
    changed
}

fn parts(operation: &Value, list: &Expr) -> Vec<Value> {
    list.items().iter().map(|item| operation.part(item.clone())).collect()
}

fn text(operation: &Value, argument: &str, position: usize) -> Result<String, Error> {
    operation
        .expr
        .argument(argument, position)
        .and_then(Expr::as_str)
        .map(str::to_owned)
        .ok_or_else(|| unreadable(operation))
}

fn lower(operation: &Value, argument: &str, position: usize) -> Result<String, Error> {
    text(operation, argument, position).map(|name| name.to_lowercase())
}

fn unreadable(operation: &Value) -> Error {
    let called = operation.expr.called().unwrap_or("operation");
    Error::new(format!("this {called} cannot be replayed from its text"))
        .at(operation.place.clone())
        .help("the new migration would have to guess the model's state: nothing was written")
}

fn missing(operation: &Value, app: &str, name: &str) -> Error {
    Error::new(format!("the migrations before this one create no model {app}.{name}"))
        .at(operation.place.clone())
}
