//! A module as a list of top-level statements: what each defines, and what it uses.

use std::collections::BTreeMap;
use std::ops::Range;

use tree_sitter::Node;

use crate::names::Names;
use crate::query::{self, Match};
use crate::source::{PythonFile, declares, in_literal};

/// A module-level name that a statement uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it is only looked up when a function runs, not when the module is imported.
    pub in_function: bool,
    /// Whether nothing but type checkers look it up: it stands in an annotation that is not
    /// evaluated.
    pub for_types: bool,
    /// Whether it stands in quotes there.
    pub quoted: bool,
}

/// One statement at module level.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Byte range of the statement, decorators included.
    pub range: Range<usize>,
    /// Byte range of its lines, with the comment lines directly above and what follows on its
    /// last line.
    pub lines: Range<usize>,
    /// The name that it defines, if it is a class, a function or an assignment to one name.
    pub defines: Option<String>,
    /// Module-level names that it uses.
    pub uses: Vec<Use>,
    /// Whether it is an import.
    pub is_import: bool,
    /// Whether it is an assignment, or another expression.
    pub is_expression: bool,
}

/// The statements of a module, in order.
pub struct Outline {
    /// The statements.
    pub statements: Vec<Statement>,
    /// How often each name is bound at module level, by imports as well.
    bindings: BTreeMap<String, usize>,
}

impl Outline {
    /// Reads the statements of `file`.
    pub fn read(file: &PythonFile, names: &Names) -> Self {
        let mut cursor = file.root().walk();
        let children: Vec<Node> = file.root().named_children(&mut cursor).collect();
        let annotations = Annotations::read(file);
        let mut statements = Vec::new();
        for (at, node) in children.iter().enumerate() {
            if node.kind() == "comment" {
                continue;
            }
            let end =
                file.source.line_end(node.end_byte().saturating_sub(1).max(node.start_byte()));
            let start = with_comments(file, &children[..at], *node);
            statements.push(Statement {
                range: node.byte_range(),
                lines: start..end,
                defines: defines(file, *node),
                uses: uses(file, names, &annotations, *node),
                is_expression: node.kind() == "expression_statement",
                is_import: node.kind().contains("import"),
            });
        }
        // What a function binds by `global` comes later.
        let count = |name: &str| {
            let bindings = names.at_module_level(name).iter();
            (name.to_owned(), bindings.filter(|(at, _)| !names.in_function(*at)).count())
        };
        Self { statements, bindings: names.module_names().map(count).collect() }
    }

    /// Whether a statement uses `name`.
    pub fn uses(&self, name: &str) -> bool {
        self.statements.iter().any(|one| one.uses.iter().any(|one| one.name == name))
    }

    /// Whether nothing but one definition binds `name`.
    pub fn is_bound_once(&self, name: &str) -> bool {
        self.bindings.get(name) == Some(&1) && self.defining(name).count() == 1
    }

    /// The statements that define `name`.
    pub fn defining<'o>(&'o self, name: &'o str) -> impl Iterator<Item = usize> + 'o {
        let is = move |(at, one): (usize, &Statement)| {
            (one.defines.as_deref() == Some(name)).then_some(at)
        };
        self.statements.iter().enumerate().filter_map(is)
    }
}

/// Where the lines of `node` begin, with the comments that touch it from above.
fn with_comments(file: &PythonFile, before: &[Node], node: Node) -> usize {
    let mut start = file.source.line_start(node.start_byte());
    for comment in before.iter().rev() {
        let line_start = file.source.line_start(comment.start_byte());
        let touches = comment.kind() == "comment"
            && file.source.line_end(comment.start_byte()) == start
            && file.source.is_blank(line_start..comment.start_byte());
        if !touches {
            break;
        }
        start = line_start;
    }
    start
}

fn defines(file: &PythonFile, node: Node) -> Option<String> {
    let node = node.child_by_field_name("definition").unwrap_or(node);
    let name = match node.kind() {
        "class_definition" | "function_definition" => node.child_by_field_name("name")?,
        "expression_statement" => {
            let assignment = node.named_child(0).filter(|child| child.kind() == "assignment")?;
            assignment.child_by_field_name("left").filter(|left| left.kind() == "identifier")?
        }
        _ => return None,
    };
    Some(file.text(name).to_owned())
}

/// Identifiers that Python looks up at module level. Names of attributes and keyword arguments are
/// none; a name that the statement itself binds there is its definition.
fn uses(file: &PythonFile, names: &Names, annotations: &Annotations, node: Node) -> Vec<Use> {
    let mut found = annotations.quoted(file, names, node);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node.kind() {
            "identifier" => {
                let name = file.text(node);
                if names.is_module_level_use(name, node.start_byte()) && !is_binding(node) {
                    let in_function = names.in_function(node.start_byte());
                    found.push(Use {
                        name: name.to_owned(),
                        range: node.byte_range(),
                        in_function,
                        for_types: annotations.not_evaluated(file, node, in_function),
                        quoted: false,
                    });
                }
            }
            "attribute" => open.extend(node.child_by_field_name("object")),
            "keyword_argument" => open.extend(node.child_by_field_name("value")),
            "import_statement" | "import_from_statement" | "future_import_statement" => {}
            _ => {
                let mut cursor = node.walk();
                open.extend(node.named_children(&mut cursor));
            }
        }
    }
    found.sort_by_key(|one| one.range.start);
    found
}

/// The annotations of a module.
struct Annotations<'t> {
    nodes: Vec<Node<'t>>,
    /// Whether the module says that none is evaluated. <https://peps.python.org/pep-0563/>
    postponed: bool,
}

impl<'t> Annotations<'t> {
    fn read(file: &'t PythonFile) -> Self {
        let found = query::ANNOTATIONS.matches(file, file.root()).unwrap_or_default();
        let is_one = |found: &&Match| found.node("declaration").is_none_or(declares);
        let nodes = found.iter().filter(is_one).filter_map(|one| one.node("annotation")).collect();
        Self { nodes, postponed: postpones_annotations(file) }
    }

    /// Names in quoted annotations of `statement`: those that a path begins with.
    fn quoted(&self, file: &PythonFile, names: &Names, statement: Node) -> Vec<Use> {
        let mut found: BTreeMap<usize, Use> = BTreeMap::new();
        let range = statement.byte_range();
        let mut open: Vec<Node> =
            self.nodes.iter().copied().filter(|one| range.contains(&one.start_byte())).collect();
        while let Some(node) = open.pop() {
            if node.kind() != "string_content" {
                let mut cursor = node.walk();
                open.extend(node.named_children(&mut cursor));
                continue;
            }
            if in_literal(file, node) {
                continue;
            }
            for word in first_names(file.text(node)) {
                let at = node.start_byte() + word.start..node.start_byte() + word.end;
                let name = file.source.text(at.clone()).to_owned();
                if names.is_module_level_use(&name, at.start) {
                    let in_function = names.in_function(at.start);
                    let (for_types, quoted) = (true, true);
                    let one = Use { name, range: at.clone(), in_function, for_types, quoted };
                    found.insert(at.start, one);
                }
            }
        }
        found.into_values().collect()
    }

    /// Whether a name stands in an annotation that Python does not evaluate: that of a variable of a
    /// function never is. <https://peps.python.org/pep-0526/>
    fn not_evaluated(&self, file: &PythonFile, node: Node, in_function: bool) -> bool {
        let mut inner = node;
        for one in file.around(node) {
            if inner.kind() == "type" {
                let of_variable = one.kind() == "assignment";
                if self.postponed || (of_variable && in_function) {
                    return true;
                }
            }
            if inner.kind() == "block" {
                return false;
            }
            inner = one;
        }
        false
    }
}

/// Whether a module has `from __future__ import annotations`.
pub fn postpones_annotations(file: &PythonFile) -> bool {
    let mut cursor = file.root().walk();
    file.root().named_children(&mut cursor).any(|node| {
        node.kind() == "future_import_statement" && file.text(node).contains("annotations")
    })
}

/// The identifiers of an expression that follow no dot, and are no string of a `Literal[…]`.
fn first_names(text: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_part).map(|at| rest + at) {
        let path = &text[start..];
        let path = &path[..path.find(|c| !is_part(c)).unwrap_or(path.len())];
        let first = path.split('.').next().unwrap_or_default();
        let is_data = text.contains("Literal[") && text[..start].ends_with(['"', '\'']);
        if first.starts_with(|c: char| c.is_alphabetic() || c == '_') && !is_data {
            found.push(start..start + first.len());
        }
        rest = start + path.len();
    }
    found
}

fn is_binding(node: Node) -> bool {
    node.parent().is_some_and(|parent| {
        let is = |field| parent.child_by_field_name(field) == Some(node);
        match parent.kind() {
            "class_definition"
            | "function_definition"
            | "default_parameter"
            | "typed_default_parameter" => is("name"),
            "assignment" => is("left"),
            "parameters"
            | "lambda_parameters"
            | "typed_parameter"
            | "list_splat_pattern"
            | "dictionary_splat_pattern" => true,
            _ => false,
        }
    })
}
