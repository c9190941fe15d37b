//! What of a history is in doubt: operations that nobody knows, and relations that are computed.

use std::collections::BTreeSet;

use crate::diagnostic::Error;
use crate::migrations::expr::Expr;
use crate::migrations::read::{Key, Value};
use crate::migrations::state::{ModelKey, State, resolve_label, targets};

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
    pub(super) fn whole(migration: &Key, why: Error) -> Self {
        Self { migration: migration.clone(), operation: None, why }
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

    /// Whether it may have changed one of `models`: it names one, or is of the same app and names no
    /// other model of it.
    fn may_touch(&self, models: &BTreeSet<ModelKey>, state: &State) -> bool {
        let app = &self.migration.0;
        let is_of_app = models.iter().any(|(label, _)| label == app);
        let Some(operation) = &self.operation else { return is_of_app };
        let text = operation.expr.render('\'').to_lowercase();
        if models.iter().any(|(_, name)| text.contains(name.as_str())) {
            return true;
        }
        let others = || state.models.keys().chain(&state.created).filter(|(label, _)| label == app);
        is_of_app && !others().any(|(_, name)| strings(&operation.expr).contains(name))
    }
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
                for (_, target) in targets(&field.expr) {
                    match target {
                        Expr::Str { value } if value == "self" => {}
                        Expr::Str { value } => {
                            points |= models.contains(&resolve_label(value, &key.0));
                        }
                        Expr::Name(setting) if is_setting(field, setting) => {}
                        Expr::Name(none) if none == "None" => {}
                        _ => return Err(computed(key, &model.name, name, field, target)),
                    }
                }
            }
            if points {
                concerned.insert(key.clone());
            }
        }
        match self.unknown_of(&concerned) {
            Some(unknown) => Err(unknown.refusal()),
            None => Ok(()),
        }
    }
}

/// Whether a name is one of the project's settings: it points to what moves only where the setting
/// says so.
fn is_setting(field: &Value, name: &str) -> bool {
    field.imports.absolute(name).starts_with("django.conf.settings.")
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
