//! What new migrations do, in words: for those who write them themselves.

use crate::migrations::expr::Expr;
use crate::migrations::write::{NewMigration, NewOperation, RealOperation, StateOperation};

/// One line for each step, by app, in the order in which they have to be taken.
pub fn steps(migrations: &[NewMigration]) -> Vec<String> {
    let mut lines = Vec::new();
    for migration in migrations {
        let app = &migration.key.0;
        for operation in &migration.operations {
            match operation {
                NewOperation::State(operations) => {
                    lines.extend(operations.iter().map(|one| format!("{app}: {}", of_state(one))));
                }
                NewOperation::Real(operations) => {
                    lines.extend(operations.iter().map(|one| format!("{app}: {}", of_real(one))));
                }
                NewOperation::Relabel { source, target, models, forwards: true, .. } => {
                    let models = models.join(", ");
                    lines.push(format!(
                        "{app}: the content types of {models} get app_label \"{target}\" in place of \
                         \"{source}\", and back on the way back"
                    ));
                }
                NewOperation::Relabel { forwards: false, .. } => {}
            }
        }
    }
    lines
}

fn of_real(operation: &RealOperation) -> String {
    match operation {
        RealOperation::DefaultTable { name } => {
            format!("AlterModelTable {name}, to None, with its database operation")
        }
        RealOperation::RenameIndex { model, old_name, new_name } => {
            format!("RenameIndex of {model}, {old_name} to {new_name}, with its database operation")
        }
    }
}

fn of_state(operation: &StateOperation) -> String {
    match operation {
        StateOperation::Create(model) => {
            let table = model.option("db_table").map(|value| value.expr.render('"'));
            let table = table.map(|table| format!(", with db_table {table}")).unwrap_or_default();
            format!("CreateModel {}{table}", model.name)
        }
        StateOperation::Alter { model, name, field } => {
            let to = ["to", "through"].map(|key| field.expr.keyword(key).and_then(Expr::as_str));
            let to: Vec<&str> = to.into_iter().flatten().collect();
            match to.is_empty() {
                true => format!("AlterField {model}.{name}"),
                false => format!("AlterField {model}.{name}, to {}", to.join(" through ")),
            }
        }
        StateOperation::Delete { name } => format!("DeleteModel {name}"),
    }
}
