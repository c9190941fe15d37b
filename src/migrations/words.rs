//! What new migrations do, in words: for those who write them themselves.

use crate::migrations::expr::Expr;
use crate::migrations::operation::Operation;
use crate::migrations::write::{NewMigration, NewOperation};

/// One line for each step, by app, in the order in which they have to be taken.
pub fn steps(migrations: &[NewMigration]) -> Vec<String> {
    let mut lines = Vec::new();
    for migration in migrations {
        let app = &migration.key.0;
        for operation in &migration.operations {
            match operation {
                NewOperation::State(operations) => {
                    lines.extend(operations.iter().map(|one| format!("{app}: {}", words(one))));
                }
                NewOperation::Real(operations) => lines.extend(
                    operations
                        .iter()
                        .map(|one| format!("{app}: {}, and in the database", words(one))),
                ),
                NewOperation::Helped { class, arguments, .. } => {
                    let values = arguments
                        .iter()
                        .map(|(name, value)| format!("{name}={}", value.render('"')));
                    let values: Vec<String> = values.collect();
                    lines.push(format!("{app}: what {class}({}) does", values.join(", ")));
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

fn words(operation: &Operation) -> String {
    match operation {
        Operation::Create(model) => {
            let table = model.option("db_table").map(|value| value.expr.render('"'));
            let table = table.map(|table| format!(", with db_table {table}")).unwrap_or_default();
            format!("CreateModel {}{table}", model.name)
        }
        Operation::Remove { model, name } => format!("RemoveField {model}.{name}"),
        Operation::Add { model, name, field } | Operation::Alter { model, name, field } => {
            let verb = match operation {
                Operation::Add { .. } => "AddField",
                _ => "AlterField",
            };
            let to = ["to", "through"].map(|key| field.expr.keyword(key).and_then(Expr::as_str));
            let to: Vec<&str> = to.into_iter().flatten().collect();
            match to.is_empty() {
                true => format!("{verb} {model}.{name}"),
                false => format!("{verb} {model}.{name}, to {}", to.join(" through ")),
            }
        }
        Operation::Delete { name } => format!("DeleteModel {name}"),
        Operation::DefaultTable { name } => format!("AlterModelTable {name}, to None"),
        Operation::AddIndex { model, index } => {
            format!("AddIndex to {model}: {}", index.expr.render('"'))
        }
        Operation::RenameIndex { model, old_name, new_name } => {
            format!("RenameIndex of {model}, {old_name} to {new_name}")
        }
        Operation::RemoveIndex { model, name } => format!("RemoveIndex {name} of {model}"),
        Operation::AddConstraint { model, constraint } => {
            format!("AddConstraint to {model}: {}", constraint.expr.render('"'))
        }
        Operation::RemoveConstraint { model, name } => {
            format!("RemoveConstraint {name} of {model}")
        }
    }
}
