//! Relation fields that the project makes for itself: subclasses of Django's, under any name.

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
    names.meaning(project, file, call.child_by_field_name("function")?)
}

/// Which classes of the project are relation fields.
pub(super) struct Fields<'a> {
    project: &'a Project,
    known: HashMap<Address, bool>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self { project, known: HashMap::new() }
    }

    /// Whether a class is a relation field: by its name, as Django's and those of well-known
    /// packages are, or by one of its bases.
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
            Some(path) if depth < 8 => self.by_bases(&path, name, depth)?,
            _ => false,
        };
        self.known.insert(address, found);
        Ok(found)
    }

    fn by_bases(&mut self, path: &Path, name: &str, depth: usize) -> Result<bool, Error> {
        let file = parse(self.project, path)?;
        let names = Names::read(self.project, &file)?;
        let mut meanings = Vec::new();
        if let Some(class) = file.class(name) {
            if let Some(bases) = class.child_by_field_name("superclasses") {
                let mut cursor = bases.walk();
                for base in bases.named_children(&mut cursor) {
                    if is_relation_field(file.text(base).rsplit('.').next().unwrap_or("")) {
                        return Ok(true);
                    }
                    meanings.extend(names.meaning(self.project, &file, base).map(|(one, _)| one));
                }
            }
        } else {
            for (_, bound) in names.at_module_level(name) {
                meanings.extend(names.meaning_of(self.project, name, *bound));
            }
        }
        for meaning in meanings {
            if self.follow(&meaning, depth + 1)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
