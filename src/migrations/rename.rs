//! Strategy `rename`: what `keep` does, and then the table gets the name that the new label gives it.
//!
//! It is what `makemigrations` itself writes when `db_table` goes: many-to-many tables and columns follow
//! `AlterModelTable`, and an index without a name of its own has one that is made from the table's.
//! Foreign key constraints, and names that Django looks up in the database, stay.

use crate::diagnostic::Error;
use crate::migrations::expr::Expr;
use crate::migrations::movable::historical;
use crate::migrations::names;
use crate::migrations::operation::Operation;
use crate::migrations::read::Value;
use crate::migrations::state::ModelState;
use crate::migrations::strategy::{Context, keep, list, table};
use crate::migrations::write::{NewMigration, NewOperation};
use crate::reference::is_relation_field;

/// The migrations of [`keep`], and one more in the target app.
///
/// # Errors
/// As [`keep`] and [`new_table`].
pub fn rename(context: &Context) -> Result<Vec<NewMigration>, Error> {
    let mut migrations = keep(context)?;
    let (mut operations, mut tables) = (Vec::new(), Vec::new());
    for model in context.all() {
        let model = historical(context, model)?;
        if model.is_proxy() {
            continue;
        }
        let new = new_table(context, model)?;
        let name = model.name.to_lowercase();
        tables.push(new.clone());
        operations.push(Operation::DefaultTable { name: name.clone() });
        for (old_name, new_name) in renamed_indexes(context, model, &new) {
            operations.push(Operation::RenameIndex { model: name.clone(), old_name, new_name });
        }
    }
    let becomes = match tables.as_slice() {
        // Proxies have the table of their parent.
        [] => return Ok(migrations),
        [one] => format!("its table becomes {one}"),
        _ if context.models.len() == 1 => format!("its tables become {}", list(&tables)),
        _ => format!("their tables become {}", list(&tables)),
    };
    let mut renamed = context.migration(context.target, 2, "rename_table_of", &becomes);
    renamed.dependencies.extend(
        [migrations.first(), migrations.last()].into_iter().flatten().map(|one| one.key.clone()),
    );
    renamed.operations = vec![NewOperation::Real(operations)];
    migrations.push(renamed);
    Ok(migrations)
}

/// The table that the new label gives a model.
///
/// # Errors
/// The model names its table, or has none that Django manages; or the name is that of another table,
/// or longer than some database allows.
pub fn new_table(context: &Context, model: &ModelState) -> Result<String, Error> {
    let keep = "use --strategy keep: its table stays what it is";
    if let Some(named) = model.option("db_table") {
        let (label, table) = (&context.source.label, table(context, model));
        let message = format!("{label}.{} names its table itself: {table}", model.name);
        return Err(Error::new(message).at(named.place.clone()).help(keep));
    }
    if model.option("managed").is_some_and(|value| value.expr == Expr::Name("False".to_owned())) {
        let message =
            format!("Django does not manage the table of {}.{}", context.source.label, model.name);
        return Err(Error::new(message).at(model.place.clone()).help(keep));
    }
    let new = names::table(&context.target.label, &model.name).ok_or_else(|| {
        let message =
            "the table's new name would be longer than 63 bytes, and databases cut it differently";
        Error::new(message).at(model.place.clone()).help(keep)
    })?;
    for ((app, _), other) in &context.state.models {
        let named = other.option("db_table").filter(|_| !other.is_proxy());
        let is_new = |name: &str| name.eq_ignore_ascii_case(&new);
        if let Some(named) = named.filter(|named| named.expr.as_str().is_some_and(is_new)) {
            let message = format!("the table of {app}.{} is called {new} already", other.name);
            return Err(Error::new(message).at(named.place.clone()).help(keep));
        }
    }
    Ok(new)
}

/// Old and new name of each index that Django has named after the table.
pub(super) fn renamed_indexes(
    context: &Context,
    model: &ModelState,
    new_table: &str,
) -> Vec<(String, String)> {
    let old_table = table(context, model);
    let mut renamed = Vec::new();
    for index in &model.indexes {
        let Some(old) = index.expr.keyword("name").and_then(Expr::as_str) else { continue };
        if context.names_index(&model.name, old) {
            continue;
        }
        if let Some(new) = generated(model, index, new_table)
            && generated(model, index, &old_table).as_deref() == Some(old)
        {
            renamed.push((old.to_owned(), new));
        }
    }
    renamed
}

/// The name that Django would give an index of `model`, if its table were `table`.
fn generated(model: &ModelState, index: &Value, table: &str) -> Option<String> {
    let suffix = names::index_suffix(index.expr.called()?)?;
    let fields = index.expr.keyword("fields")?.items();
    let columns = fields.iter().map(|field| {
        let field = field.as_str()?;
        let (order, name) = match field.strip_prefix('-') {
            Some(name) => ("-", name),
            None => ("", field),
        };
        Some(format!("{order}{}", column(model, name)?))
    });
    Some(names::index(table, &columns.collect::<Option<Vec<String>>>()?, suffix))
}

/// The column of a field. `Field.get_attname_column`.
fn column(model: &ModelState, name: &str) -> Option<String> {
    let (_, field) = model.fields.iter().find(|(other, _)| other == name)?;
    match field.expr.keyword("db_column") {
        Some(column) => column.as_str().map(str::to_owned),
        None if field.expr.called().is_some_and(is_relation_field) => Some(format!("{name}_id")),
        None => Some(name.to_owned()),
    }
}
