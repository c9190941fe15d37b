//! Relation fields that the project makes for itself: subclasses of Django's, other names of them,
//! and functions that return one.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;

use tree_sitter::Node;

use super::{Address, alternatives, parse, pattern};
use crate::diagnostic::Error;
use crate::names::{Bound, Meaning, Names};
use crate::project::Project;
use crate::reference::is_relation_field;
use crate::source::{PythonFile, string_value};

/// Where relation fields of the project's own making in `range` (bytes) of `file` name one of
/// `models` (lower case) without its app: the first byte of each name.
///
/// # Errors
/// A file that says what a field is cannot be read.
pub fn short_labels(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    range: &Range<usize>,
    models: &BTreeSet<String>,
) -> Result<Vec<usize>, Error> {
    let mut found = Vec::new();
    if models.is_empty() {
        return Ok(found);
    }
    let mut fields = Fields::new(project);
    let label = pattern(&format!(r#"["'](?i:{})["']"#, alternatives(models)))?;
    for hit in label.find_iter(&file.source.bytes[range.clone()]) {
        let at = range.start + hit.start() + 1;
        let node = file.root().descendant_for_byte_range(at, at + 1).and_then(|one| one.parent());
        if let Some(node) = node.filter(|node| string_value(file, *node).is_some())
            && let Some((meaning, _)) = called_with(project, file, names, node)
            && !matches!(&meaning, Meaning::Member(_, name) if is_relation_field(name))
            && fields.is_relation(&meaning)?
        {
            found.push(at);
        }
    }
    Ok(found)
}

/// What is called with a string as its first argument, or as `to` or `through`.
pub(super) fn called_with(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    node: Node,
) -> Option<(Meaning, Bound)> {
    let mut list = node.parent()?;
    let mut cursor = list.walk();
    if list.kind() == "keyword_argument" {
        let name = file.text(list.child_by_field_name("name")?);
        if !matches!(name, "to" | "through") {
            return None;
        }
        list = list.parent()?;
    } else if list.named_children(&mut cursor).next() != Some(node) {
        return None;
    }
    let call = list.parent().filter(|call| call.kind() == "call")?;
    let function = call.child_by_field_name("function")?;
    names.meaning(project, file, function).or_else(|| {
        // `FK = models.ForeignKey` in the module itself
        let name = file.text(function);
        let [(_, bound @ Bound::Other)] = names.at_module_level(name) else { return None };
        let is_global = names.is_module_level_use(name, function.start_byte());
        is_global.then(|| (Meaning::Member(names.module.clone(), name.to_owned()), *bound))
    })
}

/// Which classes and functions of the project make relation fields.
pub(super) struct Fields<'a> {
    project: &'a Project,
    known: HashMap<Address, bool>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self { project, known: HashMap::new() }
    }

    /// Whether what is called makes a relation field: by its name, as Django's and those of
    /// well-known packages are, or by its definition.
    ///
    /// # Errors
    /// A file that defines a class on the way cannot be read.
    pub(super) fn is_relation(&mut self, meaning: &Meaning) -> Result<bool, Error> {
        self.follow(meaning, 0)
    }

    fn follow(&mut self, meaning: &Meaning, depth: usize) -> Result<bool, Error> {
        let Meaning::Member(module, name) = meaning else { return Ok(false) };
        if is_relation_field(name) {
            return Ok(true);
        }
        let address = (module.clone(), name.clone());
        if let Some(known) = self.known.get(&address) {
            return Ok(*known);
        }
        let found = match self.project.file_of(module) {
            // A class is as many steps from Django's as people can keep in mind.
            Some(path) if depth < 8 => self.by_definition(&path, name, depth)?,
            _ => false,
        };
        self.known.insert(address, found);
        Ok(found)
    }

    /// By what makes it a field in the module that defines it: its bases, what it is another name
    /// of, or what it returns.
    fn by_definition(&mut self, path: &Path, name: &str, depth: usize) -> Result<bool, Error> {
        let file = parse(self.project, path)?;
        let names = Names::read(self.project, &file)?;
        let mut meanings = Vec::new();
        for node in made_of(&file, name) {
            if is_relation_field(file.text(node).rsplit('.').next().unwrap_or("")) {
                return Ok(true);
            }
            meanings.extend(names.meaning(self.project, &file, node).map(|(one, _)| one));
        }
        for (_, bound) in names.at_module_level(name).iter().filter(|(_, b)| *b != Bound::Other) {
            meanings.extend(names.meaning_of(self.project, name, *bound));
        }
        let itself = Meaning::Member(names.module.clone(), name.to_owned());
        for meaning in meanings.into_iter().filter(|meaning| *meaning != itself) {
            if self.follow(&meaning, depth + 1)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What `name` is made of at the top level of a file: the bases of a class; the value that is
/// assigned (`FK = models.ForeignKey`, `partial(models.ForeignKey, …)`); what a function calls with
/// its first parameter, and returns.
fn made_of<'t>(file: &'t PythonFile, name: &str) -> Vec<Node<'t>> {
    let mut cursor = file.root().walk();
    let mut found = Vec::new();
    let is_named =
        |node: Node, field| node.child_by_field_name(field).is_some_and(|at| file.text(at) == name);
    for statement in file.root().named_children(&mut cursor) {
        let node = statement.child_by_field_name("definition").unwrap_or(statement);
        match node.kind() {
            "class_definition" if is_named(node, "name") => {
                let bases = node.child_by_field_name("superclasses");
                let mut cursor = node.walk();
                found.extend(
                    bases
                        .into_iter()
                        .flat_map(|bases| bases.named_children(&mut cursor).collect::<Vec<Node>>()),
                );
            }
            "function_definition" if is_named(node, "name") => found.extend(returned(file, node)),
            "expression_statement" => {
                let assignment = node.named_child(0).filter(|one| is_named(*one, "left"));
                let value = assignment.and_then(|one| one.child_by_field_name("right"));
                let is_call = value.is_some_and(|value| value.kind() == "call");
                found.extend(match (value, is_call) {
                    (Some(call), true) => partial(file, call),
                    (value, _) => value,
                });
            }
            _ => {}
        }
    }
    found
}

/// The first argument of `partial(…)`.
fn partial<'t>(file: &PythonFile, call: Node<'t>) -> Option<Node<'t>> {
    let function = file.text(call.child_by_field_name("function")?);
    let is_partial = function.rsplit('.').next() == Some("partial");
    call.child_by_field_name("arguments").filter(|_| is_partial)?.named_child(0)
}

/// What a function calls with its first parameter as the first argument, to return what comes of it.
fn returned<'t>(file: &PythonFile, function: Node<'t>) -> Option<Node<'t>> {
    let parameter = function.child_by_field_name("parameters")?.named_child(0)?;
    let parameter = parameter.child_by_field_name("name").unwrap_or(parameter);
    let parameter =
        if parameter.kind() == "identifier" { parameter } else { parameter.named_child(0)? };
    let body = function.child_by_field_name("body")?;
    let mut cursor = body.walk();
    let returns = body.named_children(&mut cursor).filter(|one| one.kind() == "return_statement");
    let call = returns.last()?.named_child(0).filter(|value| value.kind() == "call")?;
    let first = call.child_by_field_name("arguments")?.named_child(0)?;
    let value = first.child_by_field_name("value").unwrap_or(first);
    (file.text(value) == file.text(parameter)).then(|| call.child_by_field_name("function"))?
}
