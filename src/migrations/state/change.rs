//! What an operation changes within one model.

use std::sync::Arc;

use super::{is_none, is_starred, labels, list, text, unreadable};
use crate::diagnostic::Error;
use crate::migrations::expr::Expr;
use crate::migrations::read::{Imports, Value};
use crate::migrations::state::ModelState;

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

/// Options that say nothing where they are `None` or empty: to Django they are not there.
const OF_NO_VALUE: &[&str] = &[
    "db_table",
    "db_table_comment",
    "db_tablespace",
    "index_together",
    "order_with_respect_to",
    "unique_together",
];

/// `Alter…` of a model as a whole.
pub(super) fn model(model: &mut ModelState, called: &str, operation: &Value) -> Result<(), Error> {
    let given = |name| operation.argument(name, 1).ok_or_else(|| unreadable(operation));
    let (option, value) = match called {
        "AlterModelTable" => ("db_table", given("table")?),
        "AlterModelTableComment" => ("db_table_comment", given("table_comment")?),
        "AlterUniqueTogether" => ("unique_together", together(operation, "unique_together")?),
        "AlterIndexTogether" => ("index_together", together(operation, "index_together")?),
        "AlterOrderWithRespectTo" => ("order_with_respect_to", given("order_with_respect_to")?),
        "AlterModelManagers" => {
            let managers = list(operation, "managers", 1)?.ok_or_else(|| unreadable(operation))?;
            model.managers = Some(managers).filter(|value| !value.expr.items().is_empty());
            return Ok(());
        }
        _ => {
            let Expr::Dict(pairs) = given("options")?.expr else {
                return Err(unreadable(operation));
            };
            model.options.retain(|(key, _)| !ALTERED_OPTIONS.contains(&key.as_str()));
            return options(model, operation, pairs);
        }
    };
    set_option(model, option, value);
    Ok(())
}

/// Options that are written as a dictionary.
pub(super) fn options(
    model: &mut ModelState,
    operation: &Value,
    pairs: Vec<(Expr, Expr)>,
) -> Result<(), Error> {
    for (key, value) in pairs {
        let key = key.as_str().ok_or_else(|| unreadable(operation))?.to_owned();
        match (key.as_str(), value) {
            ("indexes" | "constraints", Expr::List(items) | Expr::Tuple(items))
                if !items.iter().any(is_starred) =>
            {
                let items = items.into_iter().map(|item| operation.part(item)).collect();
                match key.as_str() {
                    "indexes" => model.indexes = items,
                    _ => model.constraints = items,
                }
            }
            ("indexes" | "constraints", _) => return Err(unreadable(operation)),
            (_, value) => set_option(model, &key, operation.part(value)),
        }
    }
    Ok(())
}

fn set_option(model: &mut ModelState, name: &str, value: Value) {
    let is_empty = |expr: &Expr| match expr {
        Expr::Set(items) | Expr::List(items) | Expr::Tuple(items) => items.is_empty(),
        // An empty set has no display of its own.
        Expr::Call { function, arguments } => {
            arguments.is_empty() && **function == Expr::Name("set".to_owned())
        }
        _ => is_none(expr),
    };
    let at = model.options.iter().position(|(key, _)| key == name);
    match (at, OF_NO_VALUE.contains(&name) && is_empty(&value.expr)) {
        (Some(at), false) => model.options[at].1 = value,
        (None, false) => model.options.push((name.to_owned(), value)),
        (Some(at), true) => {
            model.options.remove(at);
        }
        (None, true) => {}
    }
}

/// The names in an option of the `…_together` kind: one tuple, or several.
/// `django.db.models.options.normalize_together`.
fn together(operation: &Value, argument: &str) -> Result<Value, Error> {
    let value = operation.argument(argument, 1).ok_or_else(|| unreadable(operation))?;
    let tuple = |items: &[Expr]| Expr::Tuple(items.to_vec());
    let items = match &value.expr {
        expr if is_none(expr) => return Ok(value),
        Expr::Call { arguments, .. } if arguments.is_empty() => return Ok(value),
        Expr::Set(items) | Expr::List(items) | Expr::Tuple(items) => items,
        _ => return Err(unreadable(operation)),
    };
    if items.iter().any(|item| item.as_str().is_none() && item.items().is_empty()) {
        return Err(unreadable(operation));
    }
    let is_flat = items.iter().all(|item| item.as_str().is_some());
    let items = match is_flat && !items.is_empty() {
        true => vec![tuple(items)],
        false => items.iter().map(|item| tuple(item.items())).collect(),
    };
    Ok(value.part(Expr::Set(items)))
}

/// `AddField`, `AlterField`, `RemoveField`.
pub(super) fn field(model: &mut ModelState, called: &str, operation: &Value) -> Result<(), Error> {
    let name = text(operation, "name", 1)?;
    let at = model.fields.iter().position(|(field, _)| *field == name);
    if called == "RemoveField" {
        model.fields.remove(at.ok_or_else(|| unreadable(operation))?);
        return Ok(());
    }
    let mut field = operation.argument("field", 2).ok_or_else(|| unreadable(operation))?;
    // A default that was given only for the rows that existed is not part of the state.
    match operation.expr.argument("preserve_default", 3) {
        None => {}
        Some(Expr::Name(name)) if name == "True" => {}
        Some(Expr::Name(name)) if name == "False" => field.expr = field.expr.without("default"),
        Some(_) => return Err(unreadable(operation)),
    }
    match at {
        Some(at) => model.fields[at].1 = field,
        None => model.fields.push((name, field)),
    }
    Ok(())
}

/// Renames a field, and what else of the model says its name. `None`: there is none of that name.
/// Indexes, constraints and the ordering keep the old name, as in `ProjectState.rename_field`.
pub(super) fn rename_field(model: &mut ModelState, old: &str, new: &str) -> Option<()> {
    let at = model.fields.iter().position(|(name, _)| name == old)?;
    let (_, field) = model.fields.remove(at);
    model.fields.push((new.to_owned(), field));
    for (_, field) in &mut model.fields {
        labels::rename_in(&mut field.expr, &["from_fields"], old, new);
        if field.expr.called() == Some("CompositePrimaryKey")
            && let Expr::Call { arguments, .. } = &mut field.expr
        {
            for (_, name) in arguments {
                labels::rename(name, old, new);
            }
        }
    }
    for (key, value) in &mut model.options {
        if matches!(key.as_str(), "unique_together" | "index_together") {
            labels::rename(&mut value.expr, old, new);
        }
    }
    Some(())
}

/// Indexes and constraints: lists whose items have names.
pub(super) fn named(model: &mut ModelState, called: &str, operation: &Value) -> Result<(), Error> {
    let is_index = called.contains("Index");
    let (list, argument) = match is_index {
        true => (&mut model.indexes, "index"),
        false => (&mut model.constraints, "constraint"),
    };
    if called.starts_with("Add") {
        list.push(operation.argument(argument, 1).ok_or_else(|| unreadable(operation))?);
        return Ok(());
    }
    if called == "RenameIndex" && operation.argument("old_fields", 3).is_some() {
        return name_together(model, operation);
    }
    let name = match called {
        "RenameIndex" => text(operation, "old_name", 2)?,
        _ => text(operation, "name", 1)?,
    };
    let named =
        |value: &Value| value.expr.keyword("name").and_then(Expr::as_str).map(|n| n == name);
    if list.iter().any(|value| named(value).is_none()) {
        return Err(unreadable(operation));
    }
    let Some(at) = list.iter().position(|value| named(value) == Some(true)) else {
        // Django takes no notice of a name that is not there.
        return Ok(());
    };
    match called {
        "AlterConstraint" => {
            list[at] = operation.argument(argument, 2).ok_or_else(|| unreadable(operation))?;
        }
        "RenameIndex" => {
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
            list.remove(at);
        }
    }
    Ok(())
}

/// `RenameIndex` with `old_fields`: an entry of `index_together` becomes an index with a name.
fn name_together(model: &mut ModelState, operation: &Value) -> Result<(), Error> {
    let fields = list(operation, "old_fields", 3)?.ok_or_else(|| unreadable(operation))?;
    let name = Expr::Str { value: text(operation, "new_name", 1)? };
    let old: Vec<Option<&str>> = fields.expr.items().iter().map(Expr::as_str).collect();
    let is_old = |entry: &Expr| entry.items().iter().map(Expr::as_str).eq(old.iter().copied());
    if let Some((_, value)) = model.options.iter_mut().find(|(key, _)| key == "index_together") {
        let kept: Vec<Expr> =
            value.expr.items().iter().filter(|entry| !is_old(entry)).cloned().collect();
        let value = value.part(Expr::Set(kept));
        set_option(model, "index_together", value);
    }
    let fields = Expr::List(fields.expr.items().to_vec());
    let index = Expr::Call {
        function: Box::new(Expr::Name("models.Index".to_owned())),
        arguments: vec![(Some("fields".to_owned()), fields), (Some("name".to_owned()), name)],
    };
    let imports = Arc::new(Imports::of("django.db", "models"));
    model.indexes.push(Value { expr: index, imports, place: operation.place.clone() });
    Ok(())
}
