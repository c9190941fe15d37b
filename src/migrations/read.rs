//! A migration file → [`Migration`], by text alone.
//!
//! What is put together from literal parts (sums, starred lists, constants of the module) is read;
//! what is computed is kept as something that nobody knows, with its place.

mod classes;
mod imports;
mod lists;
mod operations;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use tree_sitter::Node;

pub use self::imports::{Imports, Line};
use self::lists::Constants;
use crate::diagnostic::{Error, Place};
use crate::migrations::expr::Expr;
use crate::names::is_builtin;
use crate::query;
use crate::source::PythonFile;

/// App label and name of a migration.
pub type Key = (String, String);

/// The attributes of a migration that the graph and the state come from.
const ATTRIBUTES: &[&str] = &["dependencies", "operations", "replaces", "run_before"];

/// What a migration class may not define, or its state is not what its operations say.
const OVERRIDES: &[&str] = &["__init__", "mutate_state"];

/// One migration file.
#[derive(Clone, Debug)]
pub struct Migration {
    /// App label and name, e.g. `("emr", "0001_initial")`.
    pub key: Key,
    /// The file, relative to the root.
    pub path: PathBuf,
    /// `dependencies`, those under a condition as well; the name may be `__first__` or
    /// `__latest__`.
    pub dependencies: Vec<Key>,
    /// `run_before`: what depends on this migration without saying so.
    pub run_before: Vec<Key>,
    /// `replaces` of a squashed migration.
    pub replaces: Vec<Key>,
    /// What its operations do to the state, in order: those within `state_operations` are a part
    /// of the list, those on the database alone are none.
    pub operations: Vec<Value>,
    /// What is computed, and so cannot be read.
    pub unread: Vec<Unread>,
}

/// A part of a migration that is computed.
#[derive(Clone, Debug)]
pub struct Unread {
    /// What it is, and where.
    pub why: Error,
    /// The operation that it may come to; `None` where that cannot be said.
    pub operation: Option<Value>,
}

/// An expression with what is needed to write it in another file.
#[derive(Clone, Debug)]
pub struct Value {
    /// The expression.
    pub expr: Expr,
    /// The imports of the file that it stands in.
    pub imports: Arc<Imports>,
    /// Where it stands.
    pub place: Place,
}

impl Value {
    /// A part of this value.
    pub fn part(&self, expr: Expr) -> Self {
        Self { expr, imports: Arc::clone(&self.imports), place: self.place.clone() }
    }

    /// The argument named `name`, or the positional one at `position`.
    pub fn argument(&self, name: &str, position: usize) -> Option<Self> {
        self.expr.argument(name, position).map(|expr| self.part(expr.clone()))
    }

    /// The import lines that the expression needs.
    ///
    /// # Errors
    /// It uses a name that the file defines itself, or that cannot be imported.
    pub fn needs(&self) -> Result<BTreeSet<String>, Error> {
        let mut lines = BTreeSet::new();
        for name in self.expr.names() {
            let unknown = |why: &str, help: &str| {
                let message = format!("'{name}' {why}");
                Err(Error::new(message).at(self.place.clone()).help(help))
            };
            match self.imports.line_for(&name) {
                Line::Import(line) => {
                    lines.insert(line);
                }
                Line::Unknown(why, help) => return unknown(why, help),
                Line::NotBound if is_builtin(name.split('.').next().unwrap_or(&name)) => {}
                Line::NotBound => {
                    return unknown(
                        "is not imported by this migration in a way that the new one could copy",
                        "import it by its name, from where both migrations can have it",
                    );
                }
            }
        }
        Ok(lines)
    }
}

/// Reads a migration of the app labelled `app_label`; `package` is the dotted name of its
/// `migrations` package. `None`: the file declares no `Migration` class.
///
/// # Errors
/// The file cannot be parsed.
pub fn migration(
    file: &PythonFile,
    app_label: &str,
    package: &str,
) -> Result<Option<Migration>, Error> {
    if let Some(at) = file.syntax_error() {
        return Err(file.source.error(at, "this migration cannot be parsed"));
    }
    let stem = file.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let migration = Migration {
        key: (app_label.to_owned(), stem.to_owned()),
        path: file.path().to_owned(),
        dependencies: Vec::new(),
        run_before: Vec::new(),
        replaces: Vec::new(),
        operations: Vec::new(),
        unread: Vec::new(),
    };
    let found = query::MIGRATIONS.matches(file, file.root())?;
    if found.is_empty() && !file.source.text(0..file.source.bytes.len()).contains("Migration") {
        return Ok(None);
    }
    let imports = Arc::new(Imports::read(file, package)?);
    let class = found.iter().find_map(|one| one.node("class"));
    let constants = Constants::read(file, class);
    let mut reader = Reader { file, imports, constants, migration };
    let mut assigned = BTreeSet::new();
    let mut classes = Vec::new();
    for one in found {
        match (one.node("class"), one.node("key"), one.node("value")) {
            (Some(class), ..) => classes.push(class),
            (_, Some(key), Some(value)) => {
                let key = file.text(key);
                assigned.insert(key);
                reader.attribute(key, value);
            }
            _ => {}
        }
    }
    match classes.as_slice() {
        [class] => {
            reader.class(*class, &assigned);
            reader.outside();
        }
        _ => reader.unread(file.root(), "the class Migration is not written at the top level"),
    }
    Ok(Some(reader.migration))
}

struct Reader<'t> {
    file: &'t PythonFile,
    imports: Arc<Imports>,
    constants: Constants<'t>,
    migration: Migration,
}

impl<'t> Reader<'t> {
    fn attribute(&mut self, key: &str, value: Node<'t>) {
        match key {
            "operations" => {
                self.migration.operations.clear();
                self.operations(value);
            }
            "dependencies" => self.migration.dependencies = self.keys(value),
            "run_before" => self.migration.run_before = self.keys(value),
            _ => self.migration.replaces = self.keys(value),
        }
    }

    /// What else the class says: anything that could change the attributes is not understood.
    fn class(&mut self, class: Node<'t>, assigned: &BTreeSet<&str>) {
        let plain = ["django.db.migrations.Migration", "django.db.migrations.migration.Migration"];
        let bases = class.child_by_field_name("superclasses");
        let mut cursor = class.walk();
        let bases: Vec<Node> = bases.map_or_else(Vec::new, |list| {
            list.named_children(&mut cursor).filter(|base| base.kind() != "comment").collect()
        });
        let is_plain =
            |base: &Node| plain.contains(&self.imports.absolute(self.file.text(*base)).as_str());
        let inherits = !matches!(bases.as_slice(), [base] if is_plain(base));
        if inherits && !(assigned.contains("operations") && assigned.contains("dependencies")) {
            self.unread(class, "the operations of this migration are inherited");
        }
        let is_harmless = |name: &str| !OVERRIDES.contains(&name) && !ATTRIBUTES.contains(&name);
        let Some(body) = class.child_by_field_name("body") else { return };
        let mut cursor = body.walk();
        let statements: Vec<Node> = body.named_children(&mut cursor).collect();
        for statement in statements {
            let definition = statement.child_by_field_name("definition").unwrap_or(statement);
            let name = definition.child_by_field_name("name").map(|name| self.file.text(name));
            let inner = statement.named_child(0).unwrap_or(statement);
            match definition.kind() {
                "comment" | "pass_statement" => {}
                "function_definition" | "class_definition" if name.is_none_or(is_harmless) => {}
                "function_definition" | "class_definition" => {
                    self.unread(statement, "this changes what the migration does to the state");
                }
                "expression_statement" if inner.kind() == "assignment" => {
                    let left = inner.child_by_field_name("left");
                    let is_pattern = |left: &Node| left.kind() != "identifier";
                    if left.filter(is_pattern).is_some_and(|left| self.mentions(left)) {
                        self.unread(statement, "this part of the migration is computed");
                    }
                }
                "expression_statement" if self.is_addition(inner) => {
                    if let (Some(key), Some(value)) =
                        (inner.child_by_field_name("left"), inner.child_by_field_name("right"))
                    {
                        self.addition(self.file.text(key), value);
                    }
                }
                "if_statement" => self.branches(statement),
                _ if self.mentions(statement) => {
                    self.unread(statement, "this part of the migration is computed");
                }
                _ => {}
            }
        }
    }

    /// Whether a statement is `operations += …`.
    fn is_addition(&self, node: Node) -> bool {
        let text = |name| node.child_by_field_name(name).map(|part| self.file.text(part));
        node.kind() == "augmented_assignment"
            && text("operator") == Some("+=")
            && text("left").is_some_and(|left| ATTRIBUTES.contains(&left))
    }

    fn addition(&mut self, key: &str, value: Node<'t>) {
        match key {
            "operations" => self.operations(value),
            "dependencies" => {
                let more = self.keys(value);
                self.migration.dependencies.extend(more);
            }
            "run_before" => {
                let more = self.keys(value);
                self.migration.run_before.extend(more);
            }
            _ => {
                let more = self.keys(value);
                self.migration.replaces.extend(more);
            }
        }
    }

    /// Whether a node uses the name of one of the attributes.
    fn mentions(&self, node: Node) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if node.kind() == "identifier" && ATTRIBUTES.contains(&self.file.text(node)) {
                return true;
            }
            let mut cursor = node.walk();
            open.extend(node.named_children(&mut cursor));
        }
        false
    }

    /// What changes the class from outside: `Migration.operations.append(…)`.
    fn outside(&mut self) {
        let mut open = vec![self.file.root()];
        while let Some(node) = open.pop() {
            let text = |name| node.child_by_field_name(name).map(|part| self.file.text(part));
            if node.kind() == "attribute"
                && text("object") == Some("Migration")
                && text("attribute").is_some_and(|name| ATTRIBUTES.contains(&name))
            {
                self.unread(node, "this changes the migration from outside of its class");
                return;
            }
            let mut cursor = node.walk();
            open.extend(node.named_children(&mut cursor));
        }
    }

    fn unread(&mut self, node: Node, what: &str) {
        let why = self.computed(node, what);
        self.migration.unread.push(Unread { why, operation: None });
    }

    fn computed(&self, node: Node, what: &str) -> Error {
        let error = self.file.source.error(node.start_byte(), what);
        error.help("what is computed cannot be replayed from its text")
    }

    /// A statement under a condition: what its branches have may be, or may not be.
    fn branches(&mut self, statement: Node<'t>) {
        let mut open = vec![statement];
        let mut operations = Vec::new();
        while let Some(node) = open.pop() {
            let assignment = node.named_child(0).filter(|inner| inner.kind() == "assignment");
            let part = |name| assignment.and_then(|inner| inner.child_by_field_name(name));
            match (node.kind(), part("left").map(|left| self.file.text(left)), part("right")) {
                ("if_statement" | "elif_clause" | "else_clause" | "block", ..) => {
                    let mut cursor = node.walk();
                    open.extend(node.named_children(&mut cursor));
                }
                ("expression_statement", Some("operations"), Some(value)) => {
                    let before = std::mem::take(&mut self.migration.operations);
                    self.operations(value);
                    operations.append(&mut self.migration.operations);
                    self.migration.operations = before;
                }
                ("expression_statement", Some("dependencies"), Some(value)) => {
                    self.addition("dependencies", value);
                }
                _ if self.mentions(node) => {
                    self.unread(node, "this part of the migration is computed");
                }
                _ => {}
            }
        }
        if !operations.is_empty() {
            // They would be in the place of those that are there without a condition.
            operations.append(&mut self.migration.operations);
        }
        let why = self.computed(statement, "these operations depend on a condition");
        let unread = |operation| Unread { why: why.clone(), operation: Some(operation) };
        self.migration.unread.extend(operations.into_iter().map(unread));
    }

    /// The `("app", "name")` pairs of a list, in both branches of a condition.
    fn keys(&mut self, list: Node<'t>) -> Vec<Key> {
        let items = match self.constants.items(self.file, list, true) {
            Ok(items) => items,
            Err(node) => {
                self.unread(node, "these migrations are not named in a plain list");
                return Vec::new();
            }
        };
        let mut keys = Vec::new();
        for item in items {
            let mut expr = Expr::read(self.file, item);
            self.constants.inline(self.file, &mut expr);
            match expr.items() {
                [Expr::Str { value: app }, Expr::Str { value: name }] => {
                    keys.push((app.clone(), name.clone()));
                }
                // It stands for the first migration of an app that a setting names: nothing that is
                // replayed depends on which one.
                _ if expr.called() == Some("swappable_dependency") => {}
                _ => self.unread(item, "this does not say which migration it means"),
            }
        }
        keys
    }
}
