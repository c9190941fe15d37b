//! The operations of a migration, as far as the state goes.

use std::sync::Arc;

use tree_sitter::Node;

use super::{Reader, Value};
use crate::migrations::expr::Expr;

/// Where Django's own operations can be imported from.
/// <https://docs.djangoproject.com/en/stable/ref/migration-operations/>
const MODULES: &[&str] = &[
    "django.db.migrations",
    "django.db.migrations.operations",
    "django.db.migrations.operations.models",
    "django.db.migrations.operations.fields",
    "django.db.migrations.operations.special",
    "django.contrib.postgres.operations",
];

/// What can be imported from there.
#[rustfmt::skip]
const OPERATIONS: &[&str] = &[
    "AddConstraint", "AddConstraintNotValid", "AddField", "AddIndex", "AddIndexConcurrently",
    "AlterConstraint", "AlterField", "AlterIndexTogether", "AlterModelManagers",
    "AlterModelOptions", "AlterModelTable", "AlterModelTableComment", "AlterOrderWithRespectTo",
    "AlterUniqueTogether", "BloomExtension", "BtreeGinExtension", "BtreeGistExtension",
    "CITextExtension", "CreateCollation", "CreateExtension", "CreateModel", "CryptoExtension",
    "DeleteModel", "HStoreExtension", "RemoveCollation", "RemoveConstraint", "RemoveField",
    "RemoveIndex", "RemoveIndexConcurrently", "RenameField", "RenameIndex", "RenameModel",
    "RunPython", "RunSQL", "SeparateDatabaseAndState", "TrigramExtension", "UnaccentExtension",
    "ValidateConstraint",
];

/// Those of them, besides extensions, that leave the state as it is.
const WITHOUT_STATE: &[&str] =
    &["RunPython", "CreateCollation", "RemoveCollation", "ValidateConstraint"];

/// The modules that hold the operations which this tool writes.
const HELPERS: &[&str] = &["_rehome", "_rehome_copy"];

/// The one of them that touches the state.
const REPOINT_CHILD: &str = "RepointChild";

impl Value {
    /// The name of the operation, where it is one of Django's own: `CreateModel`. A class of that
    /// name from elsewhere is another one.
    pub fn operation(&self) -> Option<&'static str> {
        let full = self.class()?;
        let (module, name) = full.rsplit_once('.')?;
        if self.is_ours() {
            return Some(REPOINT_CHILD).filter(|ours| *ours == name);
        }
        let known = OPERATIONS.iter().find(|operation| **operation == name);
        known.filter(|_| MODULES.contains(&module)).copied()
    }

    /// Whether it is an operation of a helper module that this tool writes.
    fn is_ours(&self) -> bool {
        let full = self.class().unwrap_or_default();
        full.rsplit('.').nth(1).is_some_and(|module| HELPERS.contains(&module))
    }

    /// The dotted name of what is called.
    fn class(&self) -> Option<String> {
        let Expr::Call { function, .. } = &self.expr else { return None };
        let Expr::Name(name) = &**function else { return None };
        self.imports.class(name)
    }

    /// Whether it is an operation that leaves the state as it is.
    pub fn leaves_state(&self) -> bool {
        self.operation().is_some_and(|operation| {
            WITHOUT_STATE.contains(&operation) || operation.ends_with("Extension")
        })
    }
}

impl<'t> Reader<'t> {
    /// Reads a list of operations, and adds those that touch the state to the migration.
    pub(super) fn operations(&mut self, list: Node<'t>) {
        match self.constants.items(self.file, list, false) {
            Ok(items) => items.into_iter().for_each(|item| self.operation(item)),
            Err(node) => self.unread(node, "these operations are not a plain list"),
        }
    }

    fn operation(&mut self, node: Node<'t>) {
        let mut expr = Expr::read(self.file, node);
        self.constants.inline(self.file, &mut expr);
        let place = self.file.source.place(node.start_byte());
        let value = Value { expr, imports: Arc::clone(&self.imports), place };
        let within = match value.operation() {
            Some("SeparateDatabaseAndState") => 1,
            Some("RunSQL") => 2,
            None if value.is_ours() => return,
            _ if value.leaves_state() => return,
            _ => return self.migration.operations.push(value),
        };
        if let Some(list) = self.argument(node, "state_operations", within)
            && list.kind() != "none"
        {
            self.operations(list);
        }
    }

    /// The node of an argument of a call.
    fn argument(&self, call: Node<'t>, name: &str, position: usize) -> Option<Node<'t>> {
        let list = call.child_by_field_name("arguments")?;
        let mut cursor = list.walk();
        let arguments: Vec<Node> =
            list.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect();
        let named = arguments.iter().find(|argument| {
            argument.child_by_field_name("name").is_some_and(|key| {
                argument.kind() == "keyword_argument" && self.file.text(key) == name
            })
        });
        match named {
            Some(argument) => argument.child_by_field_name("value"),
            None => arguments.get(position).copied().filter(|one| one.kind() != "keyword_argument"),
        }
    }
}
