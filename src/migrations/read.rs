//! A migration file → [`Migration`], by text alone.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{Error, Place};
use crate::migrations::expr::Expr;
use crate::names::{absolute, is_builtin};
use crate::query;
use crate::source::PythonFile;

/// App label and name of a migration.
pub type Key = (String, String);

/// One migration file.
#[derive(Clone, Debug)]
pub struct Migration {
    /// App label and name, e.g. `("emr", "0001_initial")`.
    pub key: Key,
    /// The file, relative to the root.
    pub path: PathBuf,
    /// `dependencies` that are written as literal pairs.
    pub dependencies: Vec<Key>,
    /// `replaces` of a squashed migration.
    pub replaces: Vec<Key>,
    /// `operations`, as written.
    pub operations: Vec<Value>,
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
    /// It uses a name that the file defines itself.
    pub fn needs(&self) -> Result<BTreeSet<String>, Error> {
        let mut lines = BTreeSet::new();
        for name in self.expr.names() {
            match self.imports.line_for(&name) {
                Some(line) => {
                    lines.insert(line);
                }
                None if is_builtin(name.split('.').next().unwrap_or(&name)) => {}
                None => {
                    return Err(Error::new(format!(
                        "'{name}' is defined in this migration, and the new one would need it"
                    ))
                    .at(self.place.clone())
                    .help("move it to a module that both migrations can import"));
                }
            }
        }
        Ok(lines)
    }
}

/// The import statements of one file, as lines that can be written in another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imports {
    /// `import a.b.c`: the dotted modules.
    modules: Vec<String>,
    /// `from a import b as c`, `import a as b`: local name and line.
    names: Vec<(String, String)>,
}

impl Imports {
    /// The same imports, with `import module`.
    #[must_use]
    pub fn with_module(&self, module: &str) -> Self {
        let mut imports = self.clone();
        imports.modules.push(module.to_owned());
        imports
    }

    /// What a dotted name stands for: `default_room` of `from emr.models import default_room` is
    /// `emr.models.default_room`.
    pub fn absolute(&self, name: &str) -> String {
        let (root, rest) = name.split_once('.').map_or((name, ""), |(root, rest)| (root, rest));
        let line = self.names.iter().find(|(local, _)| local == root).map(|(_, line)| line);
        let words: Vec<&str> = line.map(|line| line.split(' ').collect()).unwrap_or_default();
        let full = match words.as_slice() {
            ["from", module, "import", name, ..] => format!("{module}.{name}"),
            ["import", module, "as", _] => (*module).to_owned(),
            _ => return name.to_owned(),
        };
        if rest.is_empty() { full } else { format!("{full}.{rest}") }
    }

    /// The line that makes the dotted `name` available.
    fn line_for(&self, name: &str) -> Option<String> {
        let root = name.split('.').next().unwrap_or(name);
        if let Some((_, line)) = self.names.iter().find(|(local, _)| local == root) {
            return Some(line.clone());
        }
        self.modules
            .iter()
            .filter(|module| {
                name.strip_prefix(module.as_str()).is_some_and(|rest| rest.starts_with('.'))
            })
            .max_by_key(|module| module.len())
            .cloned()
            .or_else(|| {
                // `import django.utils.timezone` binds `django`, and other imports have loaded
                // what else of it is used: the modules are what comes before the first class or
                // constant.
                let binds = |module: &String| module.split('.').next() == Some(root);
                let is_module = |part: &&str| part.starts_with(|c: char| c.is_lowercase());
                let parts: Vec<&str> = name.split('.').take_while(is_module).collect();
                let all = name.split('.').count() == parts.len();
                let bound = self.modules.iter().any(binds) && parts.len() > 1 && !all;
                bound.then(|| parts.join("."))
            })
            .map(|module| format!("import {module}"))
    }

    fn read(file: &PythonFile, package: &str) -> Result<Self, Error> {
        let mut imports = Self::default();
        for found in query::IMPORTS.matches(file, file.root())? {
            let Some(statement) = found.node("statement") else {
                continue;
            };
            let module = statement.child_by_field_name("module_name");
            let module = module.map(|node| absolute(file.text(node), package));
            let mut cursor = statement.walk();
            for child in statement.children_by_field_name("name", &mut cursor) {
                let name = child.child_by_field_name("name").unwrap_or(child);
                let name: String = file.text(name).split_whitespace().collect();
                let alias = child.child_by_field_name("alias").map(|alias| file.text(alias));
                let item = match alias {
                    Some(alias) => format!("{name} as {alias}"),
                    None => name.clone(),
                };
                match (&module, alias) {
                    (Some(module), _) => imports.names.push((
                        alias.unwrap_or(&name).to_owned(),
                        format!("from {module} import {item}"),
                    )),
                    (None, Some(alias)) => {
                        imports.names.push((alias.to_owned(), format!("import {item}")));
                    }
                    (None, None) => imports.modules.push(name),
                }
            }
        }
        Ok(imports)
    }
}

/// Reads a migration of the app labelled `app_label`; `package` is the dotted name of its
/// `migrations` package. `None`: the file declares no `Migration` class.
///
/// # Errors
/// The file cannot be parsed, or its operations are not a literal list.
pub fn migration(
    file: &PythonFile,
    app_label: &str,
    package: &str,
) -> Result<Option<Migration>, Error> {
    if let Some(at) = file.syntax_error() {
        return Err(file.source.error(at, "this migration cannot be parsed"));
    }
    let stem = file.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let mut migration = Migration {
        key: (app_label.to_owned(), stem.to_owned()),
        path: file.path().to_owned(),
        dependencies: Vec::new(),
        replaces: Vec::new(),
        operations: Vec::new(),
    };
    let imports = Arc::new(Imports::read(file, package)?);
    let found = query::MIGRATIONS.matches(file, file.root())?;
    if found.is_empty() && !file.source.text(0..file.source.bytes.len()).contains("Migration") {
        return Ok(None);
    }
    for attribute in found {
        let (Some(key), Some(value)) = (attribute.node("key"), attribute.node("value")) else {
            continue;
        };
        match file.text(key) {
            "dependencies" => {
                // `[…] + ([…] if … else [])`: the list that is always there.
                let list = value.child_by_field_name("left").unwrap_or(value);
                migration.dependencies = pairs(&Expr::read(file, list));
            }
            "replaces" => migration.replaces = pairs(&Expr::read(file, value)),
            "operations" => {
                if value.kind() != "list" {
                    return Err(file
                        .source
                        .error(value.start_byte(), "these operations are not a plain list")
                        .help("a history that is computed cannot be replayed from its text"));
                }
                let mut cursor = value.walk();
                for child in value.named_children(&mut cursor) {
                    if child.kind() != "comment" {
                        migration.operations.push(Value {
                            expr: Expr::read(file, child),
                            imports: Arc::clone(&imports),
                            place: file.source.place(child.start_byte()),
                        });
                    }
                }
            }
            _ => {}
        }
    }
    Ok(Some(migration))
}

/// The literal `("app", "name")` pairs of a list. `swappable_dependency(…)` names no migration.
fn pairs(list: &Expr) -> Vec<Key> {
    list.items()
        .iter()
        .filter_map(|item| match item.items() {
            [app, name] => Some((app.as_str()?.to_owned(), name.as_str()?.to_owned())),
            _ => None,
        })
        .collect()
}
