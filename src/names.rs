//! What a name means in a module: scopes, imports and aliases.
//!
//! Python's rules: a name is looked up in its own scope, then in the enclosing function scopes
//! (class bodies are skipped), then in the module.
//! <https://docs.python.org/3/reference/executionmodel.html#resolution-of-names>
//!
//! Nothing here knows of models. It says what module or member of a module an expression stands
//! for, as far as this one file tells; re-exports across files are followed in `resolve`.

mod builtins;
mod scopes;

use std::collections::HashMap;
use std::ops::Range;

use tree_sitter::Node;

use crate::diagnostic::Error;
use crate::project::Project;
use crate::query;
use crate::source::PythonFile;

pub use self::builtins::is_builtin;
use self::scopes::{Scope, ScopeKind};

/// What a name or a dotted expression stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// A module, e.g. `emr.models`.
    Module(String),
    /// A name in a module, e.g. `Encounter` of `emr.models`.
    Member(String, String),
}

/// One name of an import statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportItem {
    /// Byte range of the item, alias included.
    pub range: Range<usize>,
    /// What is imported: a name (`from m import name`) or a dotted module (`import a.b`).
    pub name: String,
    /// Byte range of that name.
    pub name_range: Range<usize>,
    /// `as alias`.
    pub alias: Option<String>,
}

impl ImportItem {
    /// The name that the statement binds.
    pub fn local(&self) -> &str {
        match &self.alias {
            Some(alias) => alias,
            None => self.name.split('.').next().unwrap_or(&self.name),
        }
    }
}

/// One import statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Byte range of the statement.
    pub range: Range<usize>,
    /// Byte range of the block (or module) that it stands in.
    pub block: Range<usize>,
    /// `from module`, absolute; `None` for `import a.b`.
    pub from: Option<String>,
    /// Byte range of the module as written, with its dots; empty for `import a.b`.
    pub from_range: Range<usize>,
    /// The names.
    pub items: Vec<ImportItem>,
    /// `from module import *`.
    pub star: bool,
    /// Whether it stands at the top level of the module, in no block.
    pub top_level: bool,
    /// Whether it stands under `if TYPE_CHECKING:`, and is never run.
    pub for_types: bool,
}

/// What binds a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Item `.1` of import `.0`.
    Import(usize, usize),
    /// A class or function of that name.
    Definition,
    /// A parameter, an assignment, a loop…
    Other,
}

/// The scopes and imports of one file.
pub struct Names {
    /// Dotted name of the module itself.
    pub module: String,
    /// Import statements, in the order of the text.
    pub imports: Vec<Import>,
    scopes: Vec<Scope>,
    /// Where assignments end, by the first byte of the name that they bind.
    ends: HashMap<usize, usize>,
}

impl Names {
    /// Reads the names of `file`.
    ///
    /// # Errors
    /// The file has no module name.
    pub fn read(project: &Project, file: &PythonFile) -> Result<Self, Error> {
        let unnamed = || file.source.error(0, "this file has no importable module name");
        let module = project.module_of(file.path()).ok_or_else(unnamed)?;
        let package = project.package_of(file.path()).ok_or_else(unnamed)?;
        let found = query::SCOPES.matches(file, file.root())?;
        let (imports, scopes, ends) = (Vec::new(), scopes::read(file, &found), HashMap::new());
        let mut names = Self { module, imports, scopes, ends };
        let mut bound: Vec<(Node, Bound, &str)> = Vec::new();
        for found in &found {
            if let Some(node) = found.node("targets") {
                bound
                    .extend(targets(node).into_iter().map(|node| (node, Bound::Other, found.kind)));
            }
            let Some(node) = found.node("name") else {
                continue;
            };
            let what = if found.kind == "definition" { Bound::Definition } else { Bound::Other };
            bound.push((node, what, found.kind));
        }
        for (node, _, kind) in &bound {
            if *kind == "global" {
                let scope = names.scope_at(node.start_byte());
                names.scopes[scope].globals.insert(file.text(*node).to_owned());
            }
        }
        for (node, what, kind) in bound {
            let scope = match kind {
                "global" => continue,
                "parameter" => names.scope_of_parameter(file, node),
                "walrus" => {
                    names.outside(names.scope_at(node.start_byte()), ScopeKind::Comprehension)
                }
                _ => names.scope_at(node.start_byte()),
            };
            if let Some(assignment) = node.parent().filter(|one| one.kind() == "assignment") {
                names.ends.insert(node.start_byte(), assignment.end_byte());
            }
            names.bind(scope, file.text(node), node.start_byte(), what);
        }
        for found in query::IMPORTS.matches(file, file.root())? {
            let Some(node) = found.node("statement") else {
                continue;
            };
            let import = read_import(file, node, &package);
            let scope = names.scope_at(node.start_byte());
            let index = names.imports.len();
            for (at, item) in import.items.iter().enumerate() {
                names.bind(scope, item.local(), item.range.start, Bound::Import(index, at));
            }
            names.imports.push(import);
        }
        Ok(names)
    }

    fn bind(&mut self, scope: usize, name: &str, at: usize, what: Bound) {
        let scope = if self.scopes[scope].globals.contains(name) { 0 } else { scope };
        self.scopes[scope].names.entry(name.to_owned()).or_default().push((at, what));
    }

    fn scope_at(&self, offset: usize) -> usize {
        let mut scope = self.scopes.partition_point(|scope| scope.range.start <= offset).max(1) - 1;
        while scope > 0
            && (!self.scopes[scope].range.contains(&offset)
                || self.scopes[scope].outside.contains(&offset))
        {
            scope = self.scopes[scope].parent;
        }
        scope
    }

    /// The scope itself, or the first one around it that is of another kind.
    fn outside(&self, mut scope: usize, kind: ScopeKind) -> usize {
        while self.scopes[scope].kind == kind {
            scope = self.scopes[scope].parent;
        }
        scope
    }

    fn scope_of_parameter(&self, file: &PythonFile, node: Node) -> usize {
        let mut around = file.around(node);
        let function = around.find(|at| matches!(at.kind(), "function_definition" | "lambda"));
        let body = function.and_then(|function| function.child_by_field_name("body"));
        body.map_or(0, |body| self.scope_at(body.start_byte()))
    }

    /// What binds `name` as seen from byte `offset`: every binding of the scope that Python would
    /// find it in. Empty where it is bound nowhere in this file (a builtin, a star import).
    pub fn lookup(&self, name: &str, offset: usize) -> &[(usize, Bound)] {
        let mut scope = self.scope_at(offset);
        // What type parameters belong to sees the class around it, as they do.
        let start = self.outside(scope, ScopeKind::TypeParameters);
        loop {
            let here = &self.scopes[scope];
            let visible = here.kind != ScopeKind::Class || scope == start;
            // A class body runs from top to bottom: before it binds a name, it sees the one outside.
            let is_bound = |(at, _): &(usize, Bound)| {
                here.kind != ScopeKind::Class
                    || *at == offset
                    || self.ends.get(at).unwrap_or(at) <= &offset
            };
            if visible
                && !here.globals.contains(name)
                && let Some(bindings) = here.names.get(name)
                && bindings.iter().any(is_bound)
            {
                return bindings;
            }
            if scope == 0 {
                return &[];
            }
            scope = here.parent;
        }
    }

    /// Whether `name`, said at byte `offset`, is looked up at module level, if the bindings that
    /// `goes` picks are no more.
    pub fn is_free(&self, name: &str, offset: usize, goes: &dyn Fn(Bound) -> bool) -> bool {
        let mut scope = self.scope_at(offset);
        let start = self.outside(scope, ScopeKind::TypeParameters);
        while scope > 0 {
            let here = &self.scopes[scope];
            if here.globals.contains(name) {
                return true;
            }
            let visible = here.kind != ScopeKind::Class || scope == start;
            let bindings = here.names.get(name).map(Vec::as_slice).unwrap_or_default();
            if visible && bindings.iter().any(|(_, bound)| !goes(*bound)) {
                return false;
            }
            scope = here.parent;
        }
        true
    }

    /// Whether `name`, used at byte `offset` and bound at byte `at`, belongs to a function, not to
    /// the module.
    pub fn in_function_scope(&self, name: &str, at: usize, offset: usize) -> bool {
        let of_module = self.at_module_level(name).iter().any(|(other, _)| *other == at);
        !of_module && self.in_function(offset)
    }

    /// Whether a name that is bound at byte `offset` is declared `global` there.
    pub fn is_global(&self, name: &str, offset: usize) -> bool {
        self.scopes[self.scope_at(offset)].globals.contains(name)
    }

    /// What binds `name` at module level.
    pub fn at_module_level(&self, name: &str) -> &[(usize, Bound)] {
        self.scopes[0].names.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether `name`, used at byte `offset`, is looked up at module level: no inner scope binds it.
    pub fn is_module_level_use(&self, name: &str, offset: usize) -> bool {
        std::ptr::eq(self.lookup(name, offset), self.at_module_level(name))
            || (self.lookup(name, offset).is_empty() && self.at_module_level(name).is_empty())
    }

    /// Every name bound at module level.
    pub fn module_names(&self) -> impl Iterator<Item = &str> {
        self.scopes[0].names.keys().map(String::as_str)
    }

    /// Whether `offset` is at module level, in no class, function or comprehension.
    pub fn is_module_level(&self, offset: usize) -> bool {
        self.scope_at(offset) == 0
    }

    /// Whether `offset` stands in the body of a class, and in no function of it.
    pub fn in_class(&self, offset: usize) -> bool {
        self.scopes[self.scope_at(offset)].kind == ScopeKind::Class
    }

    /// Whether `offset` lies in the body of a function: it is not run when the module is imported.
    pub fn in_function(&self, offset: usize) -> bool {
        let mut scope = self.scope_at(offset);
        while scope > 0 {
            if self.scopes[scope].kind == ScopeKind::Function {
                return true;
            }
            scope = self.scopes[scope].parent;
        }
        false
    }

    /// Whether `name` is bound in any scope of the file.
    pub fn is_bound_anywhere(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope.names.contains_key(name))
    }

    /// What one binding of this file stands for.
    pub fn meaning_of(&self, project: &Project, name: &str, bound: Bound) -> Option<Meaning> {
        match bound {
            Bound::Definition => Some(Meaning::Member(self.module.clone(), name.to_owned())),
            Bound::Other => None,
            Bound::Import(import, item) => {
                let (import, item) = (&self.imports[import], &self.imports[import].items[item]);
                Some(match (&import.from, &item.alias) {
                    (Some(module), _) => member(project, module, &item.name),
                    (None, Some(_)) => Meaning::Module(item.name.clone()),
                    (None, None) => Meaning::Module(item.local().to_owned()),
                })
            }
        }
    }

    /// What an identifier or attribute expression stands for, with the binding of its first name.
    /// `None` where a binding is no import or definition, or where two bindings disagree.
    pub fn meaning(
        &self,
        project: &Project,
        file: &PythonFile,
        node: Node,
    ) -> Option<(Meaning, Bound)> {
        let (base, _) = dotted(file, node)?;
        let bindings = self.lookup(file.text(base), base.start_byte());
        let (_, first) = *bindings.first()?;
        let mut meanings = self.meanings(project, file, node);
        let known = bindings.iter().all(|(_, bound)| *bound != Bound::Other);
        (meanings.len() == 1 && known).then(|| Some((meanings.pop()?, first)))?
    }

    /// What an identifier or attribute expression may stand for, by each import or definition that
    /// binds its first name. Other bindings are passed over.
    pub fn meanings(&self, project: &Project, file: &PythonFile, node: Node) -> Vec<Meaning> {
        let Some((base, attributes)) = dotted(file, node) else { return Vec::new() };
        self.meanings_of(project, file.text(base), &attributes, base.start_byte())
    }

    /// The same for names that are not nodes: `name` and what follows it behind dots, as code at
    /// byte `offset` would see them.
    pub fn meanings_of(
        &self,
        project: &Project,
        name: &str,
        attributes: &[&str],
        offset: usize,
    ) -> Vec<Meaning> {
        let follow = |first: Meaning| {
            attributes.iter().try_fold(first, |meaning, attribute| match meaning {
                Meaning::Module(module) => Some(member(project, &module, attribute)),
                Meaning::Member(..) => None,
            })
        };
        let mut meanings: Vec<Meaning> = self
            .lookup(name, offset)
            .iter()
            .filter_map(|(_, bound)| self.meaning_of(project, name, *bound))
            .filter_map(follow)
            .collect();
        meanings.sort();
        meanings.dedup();
        meanings
    }

    /// The statement that binds a name at byte `at`, if it runs whenever the module is imported.
    pub fn sure(&self, file: &PythonFile, at: usize) -> Option<Range<usize>> {
        if !self.is_module_level(at) {
            return None;
        }
        let node = file.root().descendant_for_byte_range(at, at)?;
        // Below the module stands the statement.
        let statement = file.around(node).rev().nth(1);
        let node = statement.unwrap_or(node);
        let runs = !matches!(
            node.kind(),
            "if_statement"
                | "try_statement"
                | "for_statement"
                | "while_statement"
                | "match_statement"
        );
        runs.then(|| node.byte_range())
    }

    /// Modules whose names arrive here by `from module import *` at module level.
    pub fn star_modules(&self) -> impl Iterator<Item = (&str, &Import)> {
        self.imports
            .iter()
            .filter(|import| import.star && self.is_module_level(import.range.start))
            .filter_map(|import| import.from.as_deref().map(|from| (from, import)))
    }
}

/// The first name of an attribute expression. Of `[*models.Encounter]`, the grammar takes the star
/// for a part of the name.
pub fn first_name(node: Node) -> Option<Node> {
    let mut base = node;
    while base.kind() == "attribute" {
        base = base.child_by_field_name("object")?;
    }
    if base.kind() == "list_splat" { base.named_child(0) } else { Some(base) }
}

/// The names that the target of `with … as` binds: they may be nested.
fn targets(node: Node) -> Vec<Node> {
    let (mut found, mut open) = (Vec::new(), vec![node]);
    while let Some(node) = open.pop() {
        match node.kind() {
            "identifier" => found.push(node),
            "as_pattern_target" | "tuple" | "list" | "list_splat" | "parenthesized_expression" => {
                let mut cursor = node.walk();
                open.extend(node.named_children(&mut cursor));
            }
            _ => {}
        }
    }
    found
}

/// The first name of an identifier or attribute expression, and the attributes that follow it.
fn dotted<'f, 't>(file: &'f PythonFile, node: Node<'t>) -> Option<(Node<'t>, Vec<&'f str>)> {
    let mut attributes = Vec::new();
    let mut base = node;
    while base.kind() == "attribute" {
        // Nobody's module is as deep as this, and every link would be walked once for each.
        if attributes.len() > 64 {
            return None;
        }
        attributes.push(file.text(base.child_by_field_name("attribute")?));
        base = base.child_by_field_name("object")?;
    }
    attributes.reverse();
    let base = first_name(base)?;
    (base.kind() == "identifier").then_some((base, attributes))
}

/// `name` of `module`: a submodule where the project has one of that name.
fn member(project: &Project, module: &str, name: &str) -> Meaning {
    let dotted = if module.is_empty() { name.to_owned() } else { format!("{module}.{name}") };
    if project.file_of(&dotted).is_some() {
        Meaning::Module(dotted)
    } else {
        Meaning::Member(module.to_owned(), name.to_owned())
    }
}

fn read_import(file: &PythonFile, node: Node, package: &str) -> Import {
    let block = node.parent().unwrap_or(node);
    let mut import = Import {
        range: node.byte_range(),
        block: block.byte_range(),
        from: None,
        from_range: node.start_byte()..node.start_byte(),
        items: Vec::new(),
        star: false,
        top_level: block.kind() == "module",
        for_types: under_type_checking(file, node),
    };
    if let Some(module) = node.child_by_field_name("module_name") {
        import.from_range = module.byte_range();
        import.from = Some(absolute(file.text(module), package));
    }
    let mut cursor = node.walk();
    import.star = node.children(&mut cursor).any(|child| child.kind() == "wildcard_import");
    for child in node.children_by_field_name("name", &mut cursor) {
        let name = child.child_by_field_name("name").unwrap_or(child);
        import.items.push(ImportItem {
            range: child.byte_range(),
            name: file.text(name).split_whitespace().collect(),
            name_range: name.byte_range(),
            alias: child.child_by_field_name("alias").map(|alias| file.text(alias).to_owned()),
        });
    }
    import
}

/// Whether a node stands in the body of an `if TYPE_CHECKING:`.
pub fn under_type_checking(file: &PythonFile, node: Node) -> bool {
    let mut inner = node;
    for outer in file.around(node) {
        if outer.child_by_field_name("consequence") == Some(inner) && is_for_types(file, outer) {
            return true;
        }
        inner = outer;
    }
    false
}

/// Whether a statement is `if TYPE_CHECKING:`, or `if typing.TYPE_CHECKING:`.
/// <https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING>
pub fn is_for_types(file: &PythonFile, statement: Node) -> bool {
    let condition = statement.child_by_field_name("condition");
    condition.filter(|_| statement.kind() == "if_statement").is_some_and(|condition| {
        matches!(condition.kind(), "identifier" | "attribute")
            && file.text(condition).rsplit('.').next() == Some("TYPE_CHECKING")
    })
}

/// The absolute name of a module as an import in `package` writes it: `..models` in `emr.api` is
/// `emr.models`. Dots that lead out of the top-level package give a name that nothing has.
pub fn absolute(written: &str, package: &str) -> String {
    let written: String = written.split_whitespace().collect();
    let name = written.trim_start_matches('.');
    let dots = written.len() - name.len();
    if dots == 0 {
        return name.to_owned();
    }
    let mut parts: Vec<&str> = package.split('.').filter(|part| !part.is_empty()).collect();
    if dots - 1 > parts.len() {
        return written;
    }
    parts.truncate(parts.len() - (dots - 1));
    parts.extend(name.split('.').filter(|part| !part.is_empty()));
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse_text;

    #[test]
    fn relative_modules_are_made_absolute() {
        assert_eq!(absolute(".models", "emr"), "emr.models");
        assert_eq!(absolute("..models", "emr.api"), "emr.models");
        assert_eq!(absolute(".", "emr.api"), "emr.api");
        assert_eq!(absolute("emr.models", "core"), "emr.models");
        assert_eq!(absolute("....x", "emr"), "....x");
    }

    #[test]
    fn names_follow_pythons_scopes() {
        let text = "\
from emr.models import Encounter
import emr.models
class A:
    Encounter = 1
    x = Encounter
    def f(self):
        return Encounter
def g(Encounter=Encounter):
    return Encounter
y = [Encounter for Encounter in Encounter]
";
        let mut project = Project {
            files: vec!["emr/__init__.py".into(), "emr/models.py".into(), "v.py".into()],
            ..Project::default()
        };
        project.files.sort();
        project.settle_roots();
        let file = parse_text("v.py".as_ref(), text).unwrap();
        let names = Names::read(&project, &file).unwrap();
        let what: Vec<Bound> = text
            .match_indices("Encounter")
            .map(|(at, _)| names.lookup("Encounter", at)[0].1)
            .collect();
        let import = Bound::Import(0, 0);
        assert_eq!(
            what,
            [
                import,       // from emr.models import Encounter
                Bound::Other, // Encounter = 1
                Bound::Other, // x = Encounter
                import,       // return Encounter, in a method
                import,       // the parameter itself stands outside the body
                import,       // its default
                Bound::Other, // return Encounter, the parameter
                Bound::Other, // the comprehension
                Bound::Other,
                import, // its iterable, evaluated outside
            ]
        );
    }
}
