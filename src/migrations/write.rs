//! [`NewMigration`] → Python text, laid out as `makemigrations` does, or as the app's migrations are.
//! Follows `django/db/migrations/writer.py`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use crate::diagnostic::Error;
use crate::migrations::expr::Expr;
use crate::migrations::layout::Layout;
use crate::migrations::read::{Key, Value};
use crate::migrations::state::ModelState;

/// The module that holds the operation which relabels content types, written beside the
/// migrations of the target app.
const HELPER: &str = include_str!("_rehome.py");

/// Its file name; Django's loader passes over names that start with an underscore.
pub const HELPER_NAME: &str = "_rehome.py";

/// The text of that module. Without a header, it does not say either what wrote it.
pub fn helper(header: bool) -> String {
    if header { HELPER.to_owned() } else { HELPER.replacen(" written by django-rehome", "", 1) }
}

/// A migration that does not exist yet.
#[derive(Clone, Debug)]
pub struct NewMigration {
    /// App label and name.
    pub key: Key,
    /// Directory of the app's migrations, relative to the root.
    pub dir: PathBuf,
    /// What it does, for the comment at its top.
    pub summary: String,
    /// What it depends on.
    pub dependencies: Vec<Key>,
    /// Whether it depends on the swappable user model as well.
    pub on_user_model: bool,
    /// The operations.
    pub operations: Vec<NewOperation>,
    /// The quote that the app's migrations use.
    pub quote: char,
    /// How the app's migrations are laid out.
    pub layout: Layout,
    /// Whether a comment at the top says what wrote it.
    pub header: bool,
}

/// An operation of a new migration.
#[derive(Clone, Debug)]
pub enum NewOperation {
    /// Operations that change the state alone: the table is right as it is.
    State(Vec<StateOperation>),
    /// Operations that change the state and the database.
    Real(Vec<RealOperation>),
    /// `RelabelContentTypes` of the helper module.
    Relabel {
        /// Dotted name of the helper module.
        helper: String,
        /// Old app label.
        source: String,
        /// New app label.
        target: String,
        /// Lower-case model names.
        models: Vec<String>,
        /// Whether the way forwards does anything.
        forwards: bool,
    },
}

/// An operation on the state and the database.
#[derive(Clone, Debug)]
pub enum RealOperation {
    /// `AlterModelTable` to the name that follows from the label
    DefaultTable {
        /// Lower-case model name.
        name: String,
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
}

/// An operation on the state.
#[derive(Clone, Debug)]
pub enum StateOperation {
    /// `CreateModel`
    Create(Box<ModelState>),
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
}

impl NewMigration {
    /// The file, relative to the root.
    pub fn path(&self) -> PathBuf {
        self.dir.join(format!("{}.py", self.key.1))
    }

    /// The text of the file.
    ///
    /// # Errors
    /// A value that needs something which only an old migration defines, or two values that mean
    /// different things by one name.
    pub fn render(&self) -> Result<String, Error> {
        let mut lines = BTreeSet::from(["from django.db import migrations".to_owned()]);
        for value in self.values() {
            lines.append(&mut value.needs()?);
        }
        if self.on_user_model {
            lines.insert("from django.conf import settings".to_owned());
        }
        for operation in &self.operations {
            if let NewOperation::Relabel { helper, .. } = operation {
                lines.insert(format!("from {helper} import RelabelContentTypes"));
            }
        }
        let mut out = String::new();
        if self.header {
            let version = env!("CARGO_PKG_VERSION");
            let text = format!("Written by django-rehome {version}: {}.", self.summary);
            let _ = writeln!(out, "{}", self.layout.comment(&text));
        }
        out.push_str(&self.imports(lines)?);
        out.push_str("\n\nclass Migration(migrations.Migration):\n");
        out.push_str(self.layout.below_class());
        out.push_str("    dependencies = [\n");
        let quote = self.quote;
        if self.on_user_model {
            out.push_str("        migrations.swappable_dependency(settings.AUTH_USER_MODEL),\n");
        }
        for (app, name) in &self.dependencies {
            let _ = writeln!(out, "        ({quote}{app}{quote}, {quote}{name}{quote}),");
        }
        out.push_str("    ]\n\n    operations = [\n");
        for operation in &self.operations {
            self.operation(&mut out, operation);
        }
        out.push_str("    ]\n");
        Ok(out)
    }

    /// Every value that is written.
    fn values(&self) -> Vec<&Value> {
        let mut values = Vec::new();
        for operation in &self.operations {
            let NewOperation::State(operations) = operation else {
                continue;
            };
            for operation in operations {
                match operation {
                    StateOperation::Alter { field, .. } => values.push(field),
                    StateOperation::Delete { .. } => {}
                    StateOperation::Create(model) => {
                        values.extend(model.fields.iter().map(|(_, value)| value));
                        values.extend(model.options.iter().map(|(_, value)| value));
                        values.extend(model.indexes.iter().chain(&model.constraints));
                        values.extend(model.bases.iter().chain(&model.managers));
                    }
                }
            }
        }
        values
    }

    /// The import block, in `MigrationWriter`'s order; two lines may not bind one name.
    fn imports(&self, mut lines: BTreeSet<String>) -> Result<String, Error> {
        let both = "from django.db import models";
        if lines.remove(both) {
            lines.remove("from django.db import migrations");
            lines.insert("from django.db import migrations, models".to_owned());
        }
        let mut bound: BTreeMap<String, &String> = BTreeMap::new();
        for line in &lines {
            let name = line.rsplit(' ').next().unwrap_or(line);
            let plain = line.starts_with("import ") && !line.contains(" as ");
            let local = if plain { name.split('.').next().unwrap_or(name) } else { name };
            if let Some(other) = bound.insert(local.to_owned(), line)
                && !(plain && other.starts_with("import ") && !other.contains(" as "))
            {
                let (app, name) = &self.key;
                return Err(Error::new(format!(
                    "{app}.{name} would need two things by the name '{local}': '{other}' and '{line}'"
                ))
                .help("the migrations that exist import them under one name: give one an alias"));
            }
        }
        let mut sorted: Vec<&String> = lines.iter().collect();
        sorted.sort_by_key(|line| (line.starts_with("from"), line.split(' ').nth(1)));
        Ok(sorted.into_iter().map(|line| self.layout.import(line)).collect())
    }

    fn operation(&self, out: &mut String, operation: &NewOperation) {
        let quote = self.quote;
        match operation {
            NewOperation::Relabel { source, target, models, forwards, .. } => {
                let models = Expr::List(
                    models.iter().map(|name| Expr::Str { value: name.clone() }).collect(),
                );
                let _ = writeln!(
                    out,
                    "        RelabelContentTypes(\n            \
                     source={quote}{source}{quote},\n            \
                     target={quote}{target}{quote},"
                );
                self.item(out, 12, "models=", &models);
                if !forwards {
                    out.push_str("            forwards=False,\n");
                }
                out.push_str("        ),\n");
            }
            NewOperation::Real(operations) => {
                for operation in operations {
                    self.real_operation(out, operation);
                }
            }
            NewOperation::State(operations) => {
                out.push_str(
                    "        migrations.SeparateDatabaseAndState(\n            \
                     database_operations=[],\n            state_operations=[\n",
                );
                for operation in operations {
                    self.state_operation(out, operation);
                }
                out.push_str("            ],\n        ),\n");
            }
        }
    }

    fn real_operation(&self, out: &mut String, operation: &RealOperation) {
        let quote = self.quote;
        let _ = match operation {
            RealOperation::DefaultTable { name } => writeln!(
                out,
                "        migrations.AlterModelTable(\n            name={quote}{name}{quote},\n            \
                 table=None,\n        ),"
            ),
            RealOperation::RenameIndex { model, old_name, new_name } => writeln!(
                out,
                "        migrations.RenameIndex(\n            model_name={quote}{model}{quote},\n            \
                 new_name={quote}{new_name}{quote},\n            old_name={quote}{old_name}{quote},\n        ),"
            ),
        };
    }

    fn state_operation(&self, out: &mut String, operation: &StateOperation) {
        let quote = self.quote;
        match operation {
            StateOperation::Delete { name } => {
                let _ = writeln!(
                    out,
                    "                migrations.DeleteModel(\n                    \
                     name={quote}{name}{quote},\n                ),"
                );
            }
            StateOperation::Alter { model, name, field } => {
                let _ = writeln!(
                    out,
                    "                migrations.AlterField(\n                    \
                     model_name={quote}{model}{quote},\n                    \
                     name={quote}{name}{quote},"
                );
                self.item(out, 20, "field=", &field.expr);
                out.push_str("                ),\n");
            }
            StateOperation::Create(model) => self.create_model(out, model),
        }
    }

    fn create_model(&self, out: &mut String, model: &ModelState) {
        let quote = self.quote;
        let _ = writeln!(
            out,
            "                migrations.CreateModel(\n                    \
             name={quote}{}{quote},\n                    fields=[",
            model.name
        );
        for (name, field) in &model.fields {
            let name = Expr::Str { value: name.clone() };
            self.item(out, 24, "", &Expr::Tuple(vec![name, field.expr.clone()]));
        }
        out.push_str("                    ],\n");
        self.options(out, model);
        if let Some(bases) = &model.bases {
            self.item(out, 20, "bases=", &bases.expr);
        }
        if let Some(managers) = &model.managers {
            out.push_str("                    managers=[\n");
            for manager in managers.expr.items() {
                self.item(out, 24, "", manager);
            }
            out.push_str("                    ],\n");
        }
        out.push_str("                ),\n");
    }

    fn options(&self, out: &mut String, model: &ModelState) {
        let quote = self.quote;
        let lists = [("indexes", &model.indexes), ("constraints", &model.constraints)];
        if model.options.is_empty() && lists.iter().all(|(_, list)| list.is_empty()) {
            return;
        }
        out.push_str("                    options={\n");
        for (name, value) in &model.options {
            self.item(out, 24, &format!("{quote}{name}{quote}: "), &value.expr);
        }
        for (name, list) in lists {
            if !list.is_empty() {
                let list = Expr::List(list.iter().map(|value| value.expr.clone()).collect());
                self.item(out, 24, &format!("{quote}{name}{quote}: "), &list);
            }
        }
        out.push_str("                    },\n");
    }

    /// One item of a list, of a dictionary or of arguments.
    fn item(&self, out: &mut String, indent: usize, name: &str, value: &Expr) {
        out.push_str(&self.layout.item(indent, name, value, self.quote));
    }
}
