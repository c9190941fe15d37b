//! `limit_choices_to` of a field that names a content type: it is a part of the state.
//! <https://docs.djangoproject.com/en/stable/ref/models/fields/#django.db.models.ForeignKey.limit_choices_to>

use crate::migrations::expr::Expr;
use crate::migrations::state::ModelKey;

/// Gives the content type of `old` in `limit_choices_to` the app label `app`: in a dictionary, in
/// the arguments of a `Q`, or in the pairs that a `Q` is written as in migrations. Returns whether
/// one was there.
pub fn relabel(field: &mut Expr, old: &ModelKey, app: &str) -> bool {
    let Expr::Call { arguments, .. } = field else { return false };
    let mut changed = false;
    for (keyword, value) in arguments {
        if keyword.as_deref() == Some("limit_choices_to") {
            value.walk_mut(&mut |expr| changed |= relabel_entries(entries(expr), old, app));
        }
    }
    changed
}

/// The keys of a dictionary or a `Q`, and their values.
fn entries(expr: &mut Expr) -> Vec<(String, &mut Expr)> {
    match expr {
        Expr::Dict(pairs) => {
            let entry = |(key, value)| Some((Expr::as_str(key)?.to_owned(), value));
            pairs.iter_mut().map(|(key, value)| (&*key, value)).filter_map(entry).collect()
        }
        Expr::Call { arguments, .. } => arguments
            .iter_mut()
            .filter_map(|(keyword, value)| match (keyword, value) {
                (Some(keyword), value) => Some((keyword.clone(), value)),
                (None, Expr::Tuple(pair)) => match pair.as_mut_slice() {
                    [Expr::Str { value: key }, value] => Some((key.clone(), value)),
                    _ => None,
                },
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn relabel_entries(mut entries: Vec<(String, &mut Expr)>, old: &ModelKey, app: &str) -> bool {
    let is_ours = |value: &Expr| {
        let is = |one: &Expr| one.as_str().is_some_and(|name| name.to_lowercase() == old.1);
        is(value) || (!value.items().is_empty() && value.items().iter().all(is))
    };
    let models: Vec<String> = entries
        .iter()
        .filter(|(_, value)| is_ours(value))
        .filter_map(|(key, _)| {
            let key = key.strip_suffix("__in").unwrap_or(key);
            key.strip_suffix("model").map(|path| format!("{path}app_label"))
        })
        .collect();
    let mut changed = false;
    for (key, value) in &mut entries {
        if models.contains(key)
            && let Expr::Str { value } = value
            && *value == old.0
        {
            app.clone_into(value);
            changed = true;
        }
    }
    changed
}
