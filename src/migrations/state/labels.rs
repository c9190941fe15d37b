//! Labels of models in the state: what they name, and how they are changed.

use crate::migrations::choices;
use crate::migrations::expr::Expr;
use crate::migrations::state::ModelKey;
use crate::reference::is_relation_field;

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
            // Django compares `through` as it is written.
            Some("through") => changed |= retarget_strings(value, app, old, label),
            None if is_relation && position == 0 => {
                changed |= retarget_strings(value, app, old, &lower(label));
            }
            Some("to") => changed |= retarget_strings(value, app, old, &lower(label)),
            _ => {}
        }
    }
    changed
}

/// A label as Django writes it in `to` and in bases: the name in lower case, and the app as it is.
pub fn lower(label: &str) -> String {
    match label.split_once('.') {
        Some((app, name)) => format!("{app}.{}", name.to_lowercase()),
        None => label.to_lowercase(),
    }
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

/// Whether the relation that a field of the model `own` is points to `model`.
pub(super) fn points_to(field: &Expr, own: &ModelKey, model: &ModelKey) -> bool {
    targets(field).iter().any(|(is_through, value)| {
        let label = value.as_str().filter(|_| !is_through);
        label.is_some_and(|label| match label {
            "self" => own == model,
            _ => resolve_label(label, &own.0) == *model,
        })
    })
}

/// What a field points to, as it is written; and whether it is by way of that.
pub fn targets(field: &Expr) -> Vec<(bool, &Expr)> {
    let is_relation = field.called().is_some_and(is_relation_field);
    let Expr::Call { arguments, .. } = field else { return Vec::new() };
    let mut found = Vec::new();
    for (at, (keyword, value)) in arguments.iter().enumerate() {
        if let Some(kind) = kind(keyword.as_deref(), at, is_relation) {
            found.push((kind, value));
        }
    }
    found
}

/// Whether an argument says what a field points to (`Some`), and whether it is `through` (`true`).
fn kind(keyword: Option<&str>, position: usize, is_relation: bool) -> Option<bool> {
    match keyword {
        Some("to") => Some(false),
        Some("through") => Some(true),
        None if is_relation && position == 0 => Some(false),
        _ => None,
    }
}

/// Renames a field in the arguments `keywords` of a field.
pub(super) fn rename_in(field: &mut Expr, keywords: &[&str], old: &str, new: &str) {
    let Expr::Call { arguments, .. } = field else { return };
    for (keyword, value) in arguments {
        if keyword.as_deref().is_some_and(|keyword| keywords.contains(&keyword)) {
            rename(value, old, new);
        }
    }
}

/// Renames a field in a string, or a list of them.
pub(super) fn rename(expr: &mut Expr, old: &str, new: &str) {
    expr.walk_mut(&mut |expr| {
        if let Expr::Str { value } = expr
            && value == old
        {
            new.clone_into(value);
        }
    });
}
