//! Replay: migrations in their order → the state of each model, as Django's `ProjectState` has it.
//!
//! Follows `django/db/migrations/operations/{models,fields,special}.py` (`state_forwards`) and
//! `django/db/migrations/state.py`. What `makemigrations` compares a model with is this state, so
//! a `CreateModel` written from it is exact without importing anything. What cannot be replayed is
//! kept as [`Unknown`], and says against a move what it may have done.

mod change;
mod labels;

use std::collections::BTreeMap;

pub use self::labels::{lower, resolve_label, retarget, retarget_strings, targets};
use crate::diagnostic::{Error, Place};
use crate::migrations::History;
use crate::migrations::expr::Expr;
use crate::migrations::read::Value;
use crate::migrations::unknown::Unknown;

/// App label and lower-case model name.
pub type ModelKey = (String, String);

/// One model as it stands after the last migration.
#[derive(Clone, Debug)]
pub struct ModelState {
    /// Name as `CreateModel` writes it.
    pub name: String,
    /// Fields, in order.
    pub fields: Vec<(String, Value)>,
    /// `Meta` options without indexes and constraints, in order; none that says nothing.
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

/// Every model, and what could not be replayed.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The models.
    pub models: BTreeMap<ModelKey, ModelState>,
    /// Models that a migration has created, whatever came of them.
    pub created: Vec<ModelKey>,
    /// What was passed over.
    pub unknown: Vec<Unknown>,
}

impl State {
    /// Replays `history`.
    pub fn replay(history: &History) -> Self {
        let mut state = Self::default();
        for key in &history.order {
            let Some(migration) = history.migrations.get(key) else { continue };
            let is_assumed = history.assumed.contains(key);
            for operation in &migration.operations {
                let in_doubt =
                    history.altered_options.as_ref().filter(|_| state.loses(&key.0, operation));
                let applied = match in_doubt {
                    Some(place) => Err(patched(place)),
                    None => state.apply(&key.0, operation),
                };
                if let (Err(why), false) = (applied, is_assumed) {
                    state.unknown.push(Unknown::operation(key, operation, why));
                }
            }
            if !is_assumed {
                let unread = migration.unread.iter();
                state.unknown.extend(unread.map(|unread| Unknown::unread(key, unread)));
            }
        }
        state
    }

    /// Whether the model of an `AlterModelOptions` has options that it does not name: it takes some of
    /// them away.
    fn loses(&self, app: &str, operation: &Value) -> bool {
        let model = text(operation, "name", 0).map(|name| (app.to_owned(), name.to_lowercase()));
        let options = model.ok().and_then(|key| self.models.get(&key)).map(|model| &model.options);
        let Some(Expr::Dict(pairs)) = operation.expr.argument("options", 1) else { return false };
        let is_named = |option: &str| pairs.iter().any(|(key, _)| key.as_str() == Some(option));
        operation.operation() == Some("AlterModelOptions")
            && options.is_some_and(|options| options.iter().any(|(key, _)| !is_named(key)))
    }

    /// Applies one operation, or leaves the state as it is.
    fn apply(&mut self, app: &str, operation: &Value) -> Result<(), Error> {
        let Some(called) = operation.operation() else {
            let called = operation.expr.called().unwrap_or("this operation");
            return Err(Error::new(format!("nobody knows what {called} does to the state"))
                .at(operation.place.clone())
                .help("replace it by Django's own operations"));
        };
        if operation.expr.hides_arguments() {
            return Err(unreadable(operation));
        }
        match called {
            "CreateModel" => self.create_model(app, operation),
            "DeleteModel" => {
                let name = text(operation, "name", 0)?;
                let key = (app.to_owned(), name.to_lowercase());
                self.models.remove(&key).map(drop).ok_or_else(|| missing(operation, app, &name))
            }
            "RenameModel" => self.rename_model(app, operation),
            "RenameField" => self.rename_field(app, operation),
            "AlterModelTable"
            | "AlterModelTableComment"
            | "AlterModelOptions"
            | "AlterModelManagers"
            | "AlterUniqueTogether"
            | "AlterIndexTogether"
            | "AlterOrderWithRespectTo" => {
                let (_, model) = self.model(app, operation, "name")?;
                change::model(model, called, operation)
            }
            "AddField" | "AlterField" | "RemoveField" => {
                let (_, model) = self.model(app, operation, "model_name")?;
                change::field(model, called, operation)
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
                let (_, model) = self.model(app, operation, "model_name")?;
                change::named(model, called, operation)
            }
            "RepointChild" => self.repoint_child(app, operation),
            _ => Ok(()),
        }
    }

    fn create_model(&mut self, app: &str, operation: &Value) -> Result<(), Error> {
        let unreadable = || unreadable(operation);
        let name = text(operation, "name", 0)?;
        let fields = list(operation, "fields", 1)?.ok_or_else(unreadable)?;
        let bases = list(operation, "bases", 3)?;
        let mut model = ModelState {
            name: name.clone(),
            fields: Vec::new(),
            options: Vec::new(),
            indexes: Vec::new(),
            constraints: Vec::new(),
            bases: bases.filter(|bases| !bases.expr.items().is_empty()),
            managers: list(operation, "managers", 4)?
                .filter(|managers| !managers.expr.items().is_empty()),
            place: operation.place.clone(),
        };
        for field in fields.expr.items() {
            match field.items() {
                [Expr::Str { value }, field] => {
                    model.fields.push((value.clone(), operation.part(field.clone())));
                }
                _ => return Err(unreadable()),
            }
        }
        match operation.argument("options", 2).map(|options| options.expr) {
            None => {}
            Some(Expr::Dict(pairs)) => change::options(&mut model, operation, pairs)?,
            Some(expr) if is_none(&expr) => {}
            Some(_) => return Err(unreadable()),
        }
        let key = (app.to_owned(), name.to_lowercase());
        self.created.push(key.clone());
        self.models.insert(key, model);
        Ok(())
    }

    /// `ProjectState.rename_model`: bases, and relations of the model to `self`, stay as they are.
    fn rename_model(&mut self, app: &str, operation: &Value) -> Result<(), Error> {
        let (old, new) = (text(operation, "old_name", 0)?, text(operation, "new_name", 1)?);
        let old_key = (app.to_owned(), old.to_lowercase());
        let Some(mut model) = self.models.remove(&old_key) else {
            return Err(missing(operation, app, &old));
        };
        let label = format!("{app}.{new}");
        model.name.clone_from(&new);
        let new_key = (app.to_owned(), new.to_lowercase());
        self.created.push(new_key.clone());
        self.models.insert(new_key, model);
        for ((model_app, _), model) in &mut self.models {
            for (_, field) in &mut model.fields {
                retarget(&mut field.expr, model_app, &old_key, &label);
            }
        }
        Ok(())
    }

    /// `RepointChild` of our own `_rehome_copy.py`: a multi-table child gets another parent.
    fn repoint_child(&mut self, app: &str, operation: &Value) -> Result<(), Error> {
        let (link, old) = (text(operation, "link", 1)?, text(operation, "old", 2)?);
        let (old, new) = (resolve_label(&old, app), text(operation, "new", 3)?);
        let (_, model) = self.model(app, operation, "name")?;
        if let Some(bases) = &mut model.bases {
            retarget_strings(&mut bases.expr, app, &old, &new);
        }
        let field = model.fields.iter_mut().find(|(name, _)| *name == link);
        let (_, field) = field.ok_or_else(|| unreadable(operation))?;
        retarget(&mut field.expr, app, &old, &new);
        Ok(())
    }

    /// `ProjectState.rename_field`: in the model, and in the relations that point to the field.
    fn rename_field(&mut self, app: &str, operation: &Value) -> Result<(), Error> {
        let (old, new) = (text(operation, "old_name", 1)?, text(operation, "new_name", 2)?);
        let (key, model) = self.model(app, operation, "model_name")?;
        change::rename_field(model, &old, &new).ok_or_else(|| unreadable(operation))?;
        for ((model_app, model_name), model) in &mut self.models {
            for (_, field) in &mut model.fields {
                let own = (model_app.clone(), model_name.clone());
                if labels::points_to(&field.expr, &own, &key) {
                    labels::rename_in(&mut field.expr, &["to_field", "to_fields"], &old, &new);
                }
            }
        }
        Ok(())
    }

    /// The model that an operation names.
    fn model(
        &mut self,
        app: &str,
        operation: &Value,
        argument: &str,
    ) -> Result<(ModelKey, &mut ModelState), Error> {
        let name = text(operation, argument, 0)?;
        let key = (app.to_owned(), name.to_lowercase());
        let found = self.models.get_mut(&key);
        found.map(|model| (key, model)).ok_or_else(|| missing(operation, app, &name))
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

/// The literal string that an argument is.
fn text(operation: &Value, argument: &str, position: usize) -> Result<String, Error> {
    operation
        .expr
        .argument(argument, position)
        .and_then(Expr::as_str)
        .map(str::to_owned)
        .ok_or_else(|| unreadable(operation))
}

/// The literal list or tuple that an argument is; `None` where it is not given.
fn list(operation: &Value, argument: &str, position: usize) -> Result<Option<Value>, Error> {
    match operation.argument(argument, position) {
        Some(value) if is_none(&value.expr) => Ok(None),
        Some(value) => match &value.expr {
            Expr::List(items) | Expr::Tuple(items) if !items.iter().any(is_starred) => {
                Ok(Some(value))
            }
            _ => Err(unreadable(operation)),
        },
        None => Ok(None),
    }
}

fn is_starred(expr: &Expr) -> bool {
    matches!(expr, Expr::Other { text, .. } if text.starts_with('*'))
}

fn is_none(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if name == "None")
}

fn unreadable(operation: &Value) -> Error {
    let called = operation.expr.called().unwrap_or("operation");
    Error::new(format!("this {called} cannot be replayed from its text"))
        .at(operation.place.clone())
}

fn patched(place: &Place) -> Error {
    Error::new("this changes which options AlterModelOptions takes away from the state")
        .at(place.clone())
        .help("the model's options would have to be guessed")
}

fn missing(operation: &Value, app: &str, name: &str) -> Error {
    Error::new(format!("the migrations before this one create no model {app}.{name}"))
        .at(operation.place.clone())
}
