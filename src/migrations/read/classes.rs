//! Operations that a migration defines itself, and that do to the state what their base does.

use std::collections::BTreeMap;

use tree_sitter::Node;

use super::imports::Imports;
use crate::source::PythonFile;

/// Methods that do not concern the state.
const METHODS: &[&str] = &[
    "allow_migrate_model",
    "can_reduce_through",
    "database_backwards",
    "database_forwards",
    "describe",
    "reduce",
    "references_field",
    "references_model",
];

/// Attributes that do not.
const ATTRIBUTES: &[&str] = &[
    "atomic",
    "category",
    "elidable",
    "reduces_to_sql",
    "reversible",
    "serialization_expand_args",
];

/// The bases whose state is none of their methods' business but that of `state_forwards`.
const STATELESS: &[&str] = &[
    "django.db.migrations.RunPython",
    "django.db.migrations.operations.RunPython",
    "django.db.migrations.operations.special.RunPython",
    "django.db.migrations.operations.base.Operation",
];

/// The operation that such a class stands for where its base leaves the state alone.
const RUN_PYTHON: &str = "django.db.migrations.RunPython";

/// The classes of the file that do to the state what their base does, by name: their base.
pub(super) fn like_their_base(file: &PythonFile, imports: &Imports) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut cursor = file.root().walk();
    for class in file.root().named_children(&mut cursor) {
        if class.kind() == "class_definition"
            && let Some(name) = class.child_by_field_name("name")
            && let Some(base) = base(file, class, imports)
        {
            found.insert(file.text(name).to_owned(), base);
        }
    }
    found
}

fn base(file: &PythonFile, class: Node, imports: &Imports) -> Option<String> {
    let bases = class.child_by_field_name("superclasses")?;
    let base = bases.named_child(0).filter(|_| bases.named_child_count() == 1)?;
    let base = imports.absolute(file.text(base));
    let is_stateless = STATELESS.contains(&base.as_str());
    // The base of all operations does nothing of its own.
    let mut has_forwards = !base.ends_with(".Operation");
    let body = class.child_by_field_name("body")?;
    let mut cursor = body.walk();
    for statement in body.named_children(&mut cursor) {
        let inner = statement.named_child(0);
        let name = statement.child_by_field_name("name").map(|name| file.text(name));
        let left = inner.and_then(|inner| inner.child_by_field_name("left"));
        let is_fine = match (statement.kind(), inner.map(|inner| inner.kind())) {
            ("comment" | "pass_statement", _) | ("expression_statement", Some("string")) => true,
            ("function_definition", _) if name == Some("state_forwards") => {
                has_forwards = true;
                is_stateless && does_nothing(statement)
            }
            ("function_definition", _) => {
                is_stateless || name.is_some_and(|name| METHODS.contains(&name))
            }
            ("expression_statement", Some("assignment")) => left.is_some_and(|left| {
                let name = file.text(left);
                ATTRIBUTES.contains(&name) || (is_stateless && name != "state_forwards")
            }),
            _ => false,
        };
        if !is_fine {
            return None;
        }
    }
    match (has_forwards, is_stateless) {
        (false, _) => None,
        (true, true) => Some(RUN_PYTHON.to_owned()),
        (true, false) => Some(base),
    }
}

/// Whether a function has nothing but `pass` and a docstring in it.
fn does_nothing(function: Node) -> bool {
    let Some(body) = function.child_by_field_name("body") else { return false };
    let mut cursor = body.walk();
    body.named_children(&mut cursor).all(|statement| {
        let inner = statement.named_child(0).map(|inner| inner.kind());
        matches!(statement.kind(), "pass_statement" | "comment")
            || matches!(inner, Some("string" | "ellipsis"))
    })
}
