//! Django's own operations, as a new migration writes them.

use std::fmt::Write;

use crate::migrations::expr::Expr;
use crate::migrations::layout::Layout;
use crate::migrations::read::Value;
use crate::migrations::state::ModelState;

/// An operation of `django.db.migrations`.
/// <https://docs.djangoproject.com/en/stable/ref/migration-operations/>
#[derive(Clone, Debug)]
pub enum Operation {
    /// `CreateModel`
    Create(Box<ModelState>),
    /// `AddField`
    Add {
        /// Lower-case model name.
        model: String,
        /// Field name.
        name: String,
        /// The field.
        field: Value,
    },
    /// `RemoveField`
    Remove {
        /// Lower-case model name.
        model: String,
        /// Field name.
        name: String,
    },
    /// `AlterField`
    Alter {
        /// Lower-case model name.
        model: String,
        /// Field name.
        name: String,
        /// The field as it will be.
        field: Value,
    },
    /// `DeleteModel`
    Delete {
        /// Model name.
        name: String,
    },
    /// `AlterModelTable` to the name that follows from the label
    DefaultTable {
        /// Lower-case model name.
        name: String,
    },
    /// `AddIndex`
    AddIndex {
        /// Lower-case model name.
        model: String,
        /// The index, with its name.
        index: Value,
    },
    /// `RenameIndex`
    RenameIndex {
        /// Lower-case model name.
        model: String,
        /// The name that the index has.
        old_name: String,
        /// The name that it gets.
        new_name: String,
    },
    /// `RemoveIndex`
    RemoveIndex {
        /// Lower-case model name.
        model: String,
        /// Its name.
        name: String,
    },
    /// `AddConstraint`
    AddConstraint {
        /// Lower-case model name.
        model: String,
        /// The constraint, with its name.
        constraint: Value,
    },
    /// `RemoveConstraint`
    RemoveConstraint {
        /// Lower-case model name.
        model: String,
        /// Its name.
        name: String,
    },
}

impl Operation {
    /// Every value that it writes.
    pub(super) fn values_mut(&mut self) -> Vec<&mut Value> {
        match self {
            Self::Add { field, .. } | Self::Alter { field, .. } => vec![field],
            Self::AddIndex { index: value, .. } | Self::AddConstraint { constraint: value, .. } => {
                vec![value]
            }
            Self::Create(model) => {
                let mut values: Vec<&mut Value> = Vec::new();
                values.extend(model.fields.iter_mut().map(|(_, value)| value));
                values.extend(model.options.iter_mut().map(|(_, value)| value));
                values.extend(model.indexes.iter_mut().chain(&mut model.constraints));
                values.extend(model.bases.iter_mut().chain(&mut model.managers));
                values
            }
            Self::Remove { .. }
            | Self::Delete { .. }
            | Self::DefaultTable { .. }
            | Self::RenameIndex { .. }
            | Self::RemoveIndex { .. }
            | Self::RemoveConstraint { .. } => Vec::new(),
        }
    }

    /// Writes it as an item of a list that stands `indent` columns to the right.
    pub(super) fn write(&self, out: &mut String, indent: usize, style: TextStyle) {
        let text = |value: &str| Expr::Str { value: value.to_owned() };
        let (class, arguments): (&str, Vec<(&str, Expr)>) = match self {
            Self::Create(model) => return create_model(out, indent, model, style),
            Self::Add { model, name, field } => ("AddField", of_field(model, name, field)),
            Self::Alter { model, name, field } => ("AlterField", of_field(model, name, field)),
            Self::Remove { model, name } => {
                ("RemoveField", vec![("model_name", text(model)), ("name", text(name))])
            }
            Self::Delete { name } => ("DeleteModel", vec![("name", text(name))]),
            Self::DefaultTable { name } => (
                "AlterModelTable",
                vec![("name", text(name)), ("table", Expr::Name("None".to_owned()))],
            ),
            Self::AddIndex { model, index } => {
                ("AddIndex", vec![("model_name", text(model)), ("index", index.expr.clone())])
            }
            Self::RenameIndex { model, old_name, new_name } => (
                "RenameIndex",
                vec![
                    ("model_name", text(model)),
                    ("new_name", text(new_name)),
                    ("old_name", text(old_name)),
                ],
            ),
            Self::RemoveIndex { model, name } => {
                ("RemoveIndex", vec![("model_name", text(model)), ("name", text(name))])
            }
            Self::AddConstraint { model, constraint } => (
                "AddConstraint",
                vec![("model_name", text(model)), ("constraint", constraint.expr.clone())],
            ),
            Self::RemoveConstraint { model, name } => {
                ("RemoveConstraint", vec![("model_name", text(model)), ("name", text(name))])
            }
        };
        call(out, indent, &format!("migrations.{class}"), &arguments, style);
    }
}

/// The arguments of an operation that has a field.
fn of_field(model: &str, name: &str, field: &Value) -> Vec<(&'static str, Expr)> {
    let text = |value: &str| Expr::Str { value: value.to_owned() };
    vec![("model_name", text(model)), ("name", text(name)), ("field", field.expr.clone())]
}

/// How the text of a migration looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextStyle {
    /// The layout.
    pub(super) layout: Layout,
    /// The quote.
    pub(super) quote: char,
}

impl TextStyle {
    /// One item of a list, of a dictionary or of arguments.
    fn item(self, out: &mut String, indent: usize, name: &str, value: &Expr) {
        out.push_str(&self.layout.item(indent, name, value, self.quote));
    }
}

/// A call with an argument on each line, as `makemigrations` writes operations.
pub(super) fn call(
    out: &mut String,
    indent: usize,
    function: &str,
    arguments: &[(&str, Expr)],
    style: TextStyle,
) {
    let pad = " ".repeat(indent);
    let _ = writeln!(out, "{pad}{function}(");
    for (name, value) in arguments {
        style.item(out, indent + 4, &format!("{name}="), value);
    }
    let _ = writeln!(out, "{pad}),");
}

fn create_model(out: &mut String, indent: usize, model: &ModelState, style: TextStyle) {
    let (quote, pad, inner) = (style.quote, " ".repeat(indent), " ".repeat(indent + 4));
    let item = indent + 8;
    let _ =
        writeln!(out, "{pad}migrations.CreateModel(\n{inner}name={quote}{}{quote},", model.name);
    let _ = writeln!(out, "{inner}fields=[");
    for (name, field) in &model.fields {
        let name = Expr::Str { value: name.clone() };
        style.item(out, item, "", &Expr::Tuple(vec![name, field.expr.clone()]));
    }
    let _ = writeln!(out, "{inner}],");
    let lists = [("indexes", &model.indexes), ("constraints", &model.constraints)];
    let lists: Vec<_> = lists.into_iter().filter(|(_, list)| !list.is_empty()).collect();
    if !model.options.is_empty() || !lists.is_empty() {
        let _ = writeln!(out, "{inner}options={{");
        for (name, value) in &model.options {
            style.item(out, item, &format!("{quote}{name}{quote}: "), &value.expr);
        }
        for (name, list) in lists {
            let list = Expr::List(list.iter().map(|value| value.expr.clone()).collect());
            style.item(out, item, &format!("{quote}{name}{quote}: "), &list);
        }
        let _ = writeln!(out, "{inner}}},");
    }
    if let Some(bases) = &model.bases {
        style.item(out, indent + 4, "bases=", &bases.expr);
    }
    if let Some(managers) = &model.managers {
        let _ = writeln!(out, "{inner}managers=[");
        for manager in managers.expr.items() {
            style.item(out, item, "", manager);
        }
        let _ = writeln!(out, "{inner}],");
    }
    let _ = writeln!(out, "{pad}),");
}
