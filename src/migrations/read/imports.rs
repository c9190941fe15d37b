//! The import statements of a migration, as lines that can be written in another one.

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::classes::like_their_base;
use crate::diagnostic::Error;
use crate::names::{absolute, is_builtin};
use crate::query;
use crate::source::PythonFile;

/// The import statements at the top level of one file, and the names that it defines itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imports {
    /// `import a.b.c`: the dotted modules.
    modules: Vec<String>,
    /// `from a import b as c`, `import a as b`.
    names: Vec<Imported>,
    /// Names that the file binds itself, at its top level.
    own: BTreeSet<String>,
    /// Whether it imports everything from somewhere.
    has_star: bool,
    /// The dotted name of the file, where Python can import it by one.
    module: Option<String>,
    /// Operations that the file defines, and what they are like.
    classes: BTreeMap<String, String>,
}

/// Modules of functions that migrations use, and that Django itself has loaded.
const LOADED: &[&str] = &["django.utils.timezone", "django.db.models.deletion"];

/// One name, and the line that binds it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Imported {
    local: String,
    line: String,
    /// Whether the line is only run at times: in a `try`, or an `if`.
    at_times: bool,
}

/// What makes a name available in another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// This line.
    Import(String),
    /// None is known: why, and what to do.
    Unknown(&'static str, &'static str),
    /// None of this file: it may be a name that Python has.
    NotBound,
}

impl Imports {
    /// `from module import name`, and nothing else.
    pub fn of(module: &str, name: &str) -> Self {
        let line = format!("from {module} import {name}");
        let names = vec![Imported { local: name.to_owned(), line, at_times: false }];
        Self { names, ..Self::default() }
    }

    /// The same imports, with `import module`.
    #[must_use]
    pub fn with_module(&self, module: &str) -> Self {
        let mut imports = self.clone();
        imports.modules.push(module.to_owned());
        imports
    }

    /// The same imports, with what the line binds under the name `alias` as well.
    #[must_use]
    pub fn with_alias(&self, line: &str, alias: &str) -> Self {
        let mut imports = self.clone();
        let plain = line.split(" as ").next().unwrap_or(line);
        let line = format!("{plain} as {alias}");
        imports.names.push(Imported { local: alias.to_owned(), line, at_times: false });
        imports
    }

    /// What a dotted name stands for: `default_room` of `from emr.models import default_room` is
    /// `emr.models.default_room`.
    pub fn absolute(&self, name: &str) -> String {
        let (root, rest) = name.split_once('.').map_or((name, ""), |(root, rest)| (root, rest));
        let line = self.names.iter().rfind(|one| one.local == root).map(|one| one.line.as_str());
        let words: Vec<&str> = line.map(|line| line.split(' ').collect()).unwrap_or_default();
        let full = match words.as_slice() {
            ["from", module, "import", name, ..] => format!("{module}.{name}"),
            ["import", module, "as", _] => (*module).to_owned(),
            _ => return name.to_owned(),
        };
        if rest.is_empty() { full } else { format!("{full}.{rest}") }
    }

    /// The dotted name of a class; of one that the file defines, that of a base which does the same
    /// to the state.
    pub(super) fn class(&self, name: &str) -> Option<String> {
        match self.own.contains(name.split('.').next().unwrap_or(name)) {
            true => self.classes.get(name).cloned(),
            false => Some(self.absolute(name)),
        }
    }

    /// What makes the dotted `name` available.
    pub fn line_for(&self, name: &str) -> Line {
        let root = name.split('.').next().unwrap_or(name);
        let lines: Vec<&Imported> = self.names.iter().filter(|one| one.local == root).collect();
        let defined = self.own.contains(root);
        if let Some(last) = lines.last() {
            let differs = |one: &&Imported| one.line != last.line && last.at_times;
            if defined || lines.iter().any(differs) {
                let help = "import it in one way, where both migrations can have it from";
                return Line::Unknown("is bound in more than one way in this migration", help);
            }
            return Line::Import(last.line.clone());
        }
        if defined {
            return match &self.module {
                Some(module) => Line::Import(format!("from {module} import {root}")),
                None => Line::Unknown(
                    "is defined in this migration, and the new one would need it",
                    "move it to a module that both migrations can import: the file name of this \
                     one is no name that Python can import",
                ),
            };
        }
        if let Some(module) = self.module_for(name) {
            return Line::Import(format!("import {module}"));
        }
        if self.has_star && !is_builtin(root) {
            let help = "import it by its name, from where both migrations can have it";
            return Line::Unknown("comes from a star import of this migration", help);
        }
        Line::NotBound
    }

    /// The module of `import a.b.c` that the dotted `name` is a part of.
    fn module_for(&self, name: &str) -> Option<String> {
        let root = name.split('.').next().unwrap_or(name);
        let within = |module: &&String| {
            name.strip_prefix(module.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        let longest = self.modules.iter().filter(within).max_by_key(|module| module.len());
        longest.cloned().or_else(|| {
            // `import django.utils.timezone` binds `django`, and other imports have loaded what
            // else of it is used: the modules are what comes before the first class or constant.
            let binds = |module: &String| module.split('.').next() == Some(root);
            let is_module = |part: &&str| part.starts_with(|c: char| c.is_lowercase());
            let parts: Vec<&str> = name.split('.').take_while(is_module).collect();
            let all = name.split('.').count() == parts.len();
            let bound = self.modules.iter().any(binds);
            // A name without a capital may be that of a module to its end, but not where Django has it.
            let known = LOADED.iter().find(|module| within(&&(**module).to_owned()));
            match (bound, known) {
                (true, Some(module)) => Some((*module).to_owned()),
                (true, None) if parts.len() > 1 && !all => Some(parts.join(".")),
                _ => None,
            }
        })
    }

    /// Reads a file of the package `package`.
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn read(file: &PythonFile, package: &str) -> Result<Self, Error> {
        let mut imports = Self { module: module_of(file, package), ..Self::default() };
        for found in query::IMPORTS.matches(file, file.root())? {
            let Some(statement) = found.node("statement") else {
                continue;
            };
            let Some(at_times) = runs_at_times(file, statement) else { continue };
            let module = statement.child_by_field_name("module_name");
            let module = module.map(|node| absolute(file.text(node), package));
            let mut cursor = statement.walk();
            let children: Vec<Node> = statement.named_children(&mut cursor).collect();
            imports.has_star |= children.iter().any(|child| child.kind() == "wildcard_import");
            for child in statement.children_by_field_name("name", &mut cursor) {
                let name = child.child_by_field_name("name").unwrap_or(child);
                let name: String = file.text(name).split_whitespace().collect();
                let alias = child.child_by_field_name("alias").map(|alias| file.text(alias));
                let item = match alias {
                    Some(alias) => format!("{name} as {alias}"),
                    None => name.clone(),
                };
                let (local, line) = match (&module, alias) {
                    (Some(module), _) => {
                        (alias.unwrap_or(&name), format!("from {module} import {item}"))
                    }
                    (None, Some(alias)) => (alias, format!("import {item}")),
                    (None, None) => {
                        imports.modules.push(name);
                        continue;
                    }
                };
                let local = local.to_owned();
                imports.names.push(Imported { local, line, at_times });
            }
        }
        imports.own = own_names(file);
        imports.classes = like_their_base(file, &imports);
        Ok(imports)
    }
}

/// The dotted name of a migration, where it can be written in an import statement: most begin with
/// a digit.
fn module_of(file: &PythonFile, package: &str) -> Option<String> {
    let stem = file.path().file_stem()?.to_str()?;
    let is_name = !stem.starts_with(|c: char| c.is_ascii_digit())
        && stem.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name.then(|| format!("{package}.{stem}"))
}

/// Whether a statement is run only at times; `None` where it is in a function or a class, and binds
/// nothing at the top level.
fn runs_at_times(file: &PythonFile, statement: Node) -> Option<bool> {
    let mut at_times = false;
    for parent in file.around(statement) {
        match parent.kind() {
            "module" => return Some(at_times),
            "function_definition" | "class_definition" | "lambda" => return None,
            _ => at_times = true,
        }
    }
    Some(at_times)
}

/// The names that functions, classes and assignments bind at the top level of the file, under
/// conditions as well.
fn own_names(file: &PythonFile) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut open = vec![file.root()];
    while let Some(node) = open.pop() {
        match node.kind() {
            "function_definition" | "class_definition" => {
                names.extend(node.child_by_field_name("name").map(|name| file.text(name).into()));
            }
            "assignment" | "augmented_assignment" | "for_statement" => {
                if let Some(left) = node.child_by_field_name("left") {
                    bound_in(file, left, &mut names);
                }
                let mut cursor = node.walk();
                open.extend(node.named_children(&mut cursor));
            }
            "lambda" | "call" => {}
            _ => {
                let mut cursor = node.walk();
                open.extend(node.named_children(&mut cursor));
            }
        }
    }
    names
}

/// The names that a pattern on the left of an assignment binds.
fn bound_in(file: &PythonFile, left: Node, names: &mut BTreeSet<String>) {
    let mut open = vec![left];
    while let Some(node) = open.pop() {
        match node.kind() {
            "identifier" => {
                names.insert(file.text(node).to_owned());
            }
            "attribute" | "subscript" => {}
            _ => {
                let mut cursor = node.walk();
                open.extend(node.named_children(&mut cursor));
            }
        }
    }
}
