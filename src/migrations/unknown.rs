//! What of a history is in doubt: operations that nobody knows, and relations that are computed.

use std::collections::BTreeSet;

use crate::diagnostic::Error;
use crate::migrations::expr::Expr;
use crate::migrations::read::{Key, Unread, Value};
use crate::migrations::state::{ModelKey, State, resolve_label, targets};
use crate::reference::is_relation_field;

/// Something that nobody knows: it may have changed a model of its app, or one that it names.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// The migration that it stands in.
    pub migration: Key,
    /// The operation; `None` where it is not even known which operations there are.
    operation: Option<Value>,
    /// What it is, and where.
    why: Error,
}

impl Unknown {
    /// An operation that cannot be replayed.
    pub(super) fn operation(migration: &Key, operation: &Value, why: Error) -> Self {
        Self { migration: migration.clone(), operation: Some(operation.clone()), why }
    }

    /// A part of a migration that is computed.
    pub(super) fn unread(migration: &Key, unread: &Unread) -> Self {
        let Unread { why, operation } = unread.clone();
        Self { migration: migration.clone(), operation, why }
    }

    /// What is said against a move that it concerns.
    pub fn refusal(&self) -> Error {
        let (app, name) = &self.migration;
        let flag = format!(
            "if nothing in it changes what moves or points there, run with \
             --assume-unchanged {app}.{name}"
        );
        self.why.clone().help_more(&flag)
    }

    /// Whether it may have changed one of `models`. Django's own operations change the model that
    /// they name; of others it is not known: one that they name, or one of their app where they name
    /// no other one of it.
    fn may_touch(&self, models: &BTreeSet<ModelKey>, state: &State) -> bool {
        let app = &self.migration.0;
        let is_of_app = models.iter().any(|(label, _)| label == app);
        let Some(operation) = &self.operation else { return is_of_app };
        if let Some(name) = named(operation) {
            return models.contains(&(app.clone(), name));
        }
        if self.names(models) {
            return true;
        }
        let others = || state.models.keys().chain(&state.created).filter(|(label, _)| label == app);
        is_of_app && !others().any(|(_, name)| strings(&operation.expr).contains(name))
    }

    /// Whether it may have made something point to one of `models`.
    fn may_point(&self, models: &BTreeSet<ModelKey>) -> bool {
        let mut is_computed = self.operation.is_none();
        if let Some(operation) = &self.operation {
            operation.expr.clone().walk_mut(&mut |expr| {
                is_computed |= expr.hides_arguments();
                let targets = targets(expr);
                is_computed |= targets.iter().any(|(_, to)| !is_literal(operation, to));
            });
        }
        is_computed || self.names(models)
    }

    /// Whether its text has the name of one of `models`.
    fn names(&self, models: &BTreeSet<ModelKey>) -> bool {
        self.operation.as_ref().is_some_and(|operation| {
            let text = operation.expr.render('\'').to_lowercase();
            models.iter().any(|(_, name)| text.contains(name.as_str()))
        })
    }
}

/// The model that one of Django's own operations changes, lower case.
fn named(operation: &Value) -> Option<String> {
    let argument = match operation.operation()? {
        // It changes what points to the model as well.
        "RenameModel" => return None,
        "CreateModel" | "DeleteModel" | "RepointChild" => "name",
        name if name.starts_with("AlterModel") || name.ends_with("Together") => "name",
        "AlterOrderWithRespectTo" => "name",
        _ => "model_name",
    };
    operation.expr.argument(argument, 0)?.as_str().map(str::to_lowercase)
}

/// The strings of an expression, lower case, without an app before them.
fn strings(expr: &Expr) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    expr.clone().walk_mut(&mut |expr| {
        if let Expr::Str { value } = expr {
            let name = value.rsplit('.').next().unwrap_or(value);
            found.insert(name.to_lowercase());
        }
    });
    found
}

impl State {
    /// What nobody knows and may have changed one of `models`.
    pub fn unknown_of(&self, models: &BTreeSet<ModelKey>) -> Option<&Unknown> {
        self.unknown.iter().find(|unknown| unknown.may_touch(models, self))
    }

    /// Refuses a move of `models` whose state, or that of what points to them, is in doubt.
    ///
    /// # Errors
    /// An operation that nobody knows and that may concern them, or a relation that may point to
    /// them; at its place.
    pub fn refuse_doubts(&self, models: &BTreeSet<ModelKey>) -> Result<(), Error> {
        let mut concerned = models.clone();
        for (key, model) in &self.models {
            let bases = model.bases.iter().flat_map(|bases| bases.expr.items());
            let labels = bases.filter_map(Expr::as_str).map(|label| resolve_label(label, &key.0));
            let mut points = labels.into_iter().any(|base| models.contains(&base));
            for (name, field) in &model.fields {
                if is_hidden(field) {
                    return Err(computed(key, &model.name, name, field, &field.expr));
                }
                for (_, target) in targets(&field.expr) {
                    match target {
                        Expr::Str { value } => {
                            points |= models.contains(&resolve_label(value, &key.0));
                        }
                        _ if is_literal(field, target) => {}
                        _ => return Err(computed(key, &model.name, name, field, target)),
                    }
                }
            }
            if points {
                concerned.insert(key.clone());
            }
        }
        let concerns =
            |unknown: &&Unknown| unknown.may_touch(&concerned, self) || unknown.may_point(models);
        match self.unknown.iter().find(concerns) {
            Some(unknown) => Err(unknown.refusal()),
            None => Ok(()),
        }
    }
}

/// Whether a field may be a relation whose target is not written down.
fn is_hidden(field: &Value) -> bool {
    let Expr::Call { function, .. } = &field.expr else { return true };
    let is_plain = function.names().iter().all(|name| {
        let name = field.imports.absolute(name);
        name.starts_with("django.db.models.") && !is_relation_field(&name)
    });
    field.expr.hides_arguments() && !is_plain
}

/// Whether a target is written down: a label, or one of the project's settings, which points to what
/// moves only where the setting says so.
fn is_literal(value: &Value, target: &Expr) -> bool {
    match target {
        Expr::Str { .. } => true,
        Expr::Name(name) => {
            name == "None" || value.imports.absolute(name).starts_with("django.conf.settings.")
        }
        _ => false,
    }
}

fn computed(key: &ModelKey, model: &str, name: &str, field: &Value, target: &Expr) -> Error {
    let app = &key.0;
    Error::new(format!(
        "the field '{name}' of {app}.{model} points to {}, which could be what moves",
        target.render('\'')
    ))
    .at(field.place.clone())
    .help("write the label of the model, or a setting, in its place: the state stays the same")
}
