//! [`NewMigration`] → Python text, laid out as `makemigrations` does, or as the app's migrations are.
//! Follows `django/db/migrations/writer.py`.

mod aliases;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use crate::diagnostic::Error;
use crate::migrations::expr::Expr;
use crate::migrations::layout::Layout;
use crate::migrations::operation::{Operation, TextStyle, call};
use crate::migrations::read::{Key, Value};

/// A module that new migrations import, written beside those of the target app. Django's loader passes
/// over names that start with an underscore.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Helper {
    /// Its name.
    pub module: &'static str,
    /// A class by which it is known.
    class: &'static str,
    text: &'static str,
}

/// What every move takes.
pub const HELPER: &Helper =
    &Helper { module: "_rehome", class: "RelabelContentTypes", text: include_str!("_rehome.py") };

/// What copying takes.
pub const COPY_HELPER: &Helper =
    &Helper { module: "_rehome_copy", class: "CopyRows", text: include_str!("_rehome_copy.py") };

impl Helper {
    /// The name of its file.
    pub fn file_name(&self) -> String {
        format!("{}.py", self.module)
    }

    /// Its text. Without a header, it does not say either what wrote it.
    pub fn text(&self, header: bool) -> String {
        match header {
            true => self.text.to_owned(),
            false => self.text.replacen(" written by django-rehome", "", 1),
        }
    }

    /// Whether `text` is that of a file which we have written.
    pub fn is_in(&self, text: &str) -> bool {
        text.contains(&format!("class {}(", self.class))
    }
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
    /// Whether it is one transaction.
    pub atomic: bool,
    /// Whether a comment at the top says what wrote it.
    pub header: bool,
}

/// An operation of a new migration.
#[derive(Clone, Debug)]
pub enum NewOperation {
    /// Operations that change the state alone: the table is right as it is.
    State(Vec<Operation>),
    /// Operations that change the state and the database.
    Real(Vec<Operation>),
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
    /// An operation of another helper module.
    Helped {
        /// Its name.
        class: &'static str,
        /// Dotted name of the helper module.
        helper: String,
        /// Its arguments.
        arguments: Vec<(&'static str, Expr)>,
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
    /// A value that needs something which only an old migration defines.
    pub fn render(&self) -> Result<String, Error> {
        let mut migration = self.clone();
        let mut lines = migration.own_lines();
        lines.append(&mut aliases::settle(migration.values_mut(), &lines)?);
        Ok(migration.text(lines))
    }

    /// The imports of what every migration like this one has.
    fn own_lines(&self) -> BTreeSet<String> {
        let mut lines = BTreeSet::from(["from django.db import migrations".to_owned()]);
        if self.on_user_model {
            lines.insert("from django.conf import settings".to_owned());
        }
        for operation in &self.operations {
            match operation {
                NewOperation::Relabel { helper, .. } => {
                    lines.insert(format!("from {helper} import RelabelContentTypes"));
                }
                NewOperation::Helped { helper, class, .. } => {
                    lines.insert(format!("from {helper} import {class}"));
                }
                NewOperation::State(_) | NewOperation::Real(_) => {}
            }
        }
        lines
    }

    fn text(&self, lines: BTreeSet<String>) -> String {
        let mut out = String::new();
        if self.header {
            let version = env!("CARGO_PKG_VERSION");
            let text = format!("Written by django-rehome {version}: {}.", self.summary);
            let _ = writeln!(out, "{}", self.layout.comment(&text));
        }
        out.push_str(&self.imports(lines));
        out.push_str("\n\nclass Migration(migrations.Migration):\n");
        out.push_str(self.layout.below_class());
        if !self.atomic {
            out.push_str("    atomic = False\n\n");
        }
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
        out
    }

    /// The helper modules that it imports.
    pub fn helpers(&self) -> BTreeSet<&'static Helper> {
        let helper = |operation: &NewOperation| match operation {
            NewOperation::Relabel { .. } => Some(HELPER),
            NewOperation::Helped { .. } => Some(COPY_HELPER),
            NewOperation::State(_) | NewOperation::Real(_) => None,
        };
        self.operations.iter().filter_map(helper).collect()
    }

    /// Every value that is written.
    fn values_mut(&mut self) -> Vec<&mut Value> {
        let operations = self.operations.iter_mut().flat_map(|operation| match operation {
            NewOperation::State(operations) | NewOperation::Real(operations) => {
                operations.as_mut_slice()
            }
            NewOperation::Relabel { .. } | NewOperation::Helped { .. } => &mut [],
        });
        operations.flat_map(Operation::values_mut).collect()
    }

    /// The import block, in `MigrationWriter`'s order.
    fn imports(&self, mut lines: BTreeSet<String>) -> String {
        let both = "from django.db import models";
        if lines.remove(both) {
            lines.remove("from django.db import migrations");
            lines.insert("from django.db import migrations, models".to_owned());
        }
        let mut sorted: Vec<&String> = lines.iter().collect();
        sorted.sort_by_key(|line| (line.starts_with("from"), line.split(' ').nth(1)));
        sorted.into_iter().map(|line| self.layout.import(line)).collect()
    }

    fn operation(&self, out: &mut String, operation: &NewOperation) {
        let style = TextStyle { layout: self.layout, quote: self.quote };
        let text = |value: &String| Expr::Str { value: value.clone() };
        match operation {
            NewOperation::Relabel { source, target, models, forwards, .. } => {
                let models = Expr::List(models.iter().map(text).collect());
                let mut arguments =
                    vec![("source", text(source)), ("target", text(target)), ("models", models)];
                if !forwards {
                    arguments.push(("forwards", Expr::Name("False".to_owned())));
                }
                call(out, 8, "RelabelContentTypes", &arguments, style);
            }
            NewOperation::Helped { class, arguments, .. } => call(out, 8, class, arguments, style),
            NewOperation::Real(operations) => {
                for operation in operations {
                    operation.write(out, 8, style);
                }
            }
            NewOperation::State(operations) => {
                out.push_str(
                    "        migrations.SeparateDatabaseAndState(\n            \
                     database_operations=[],\n            state_operations=[\n",
                );
                for operation in operations {
                    operation.write(out, 16, style);
                }
                out.push_str("            ],\n        ),\n");
            }
        }
    }
}
