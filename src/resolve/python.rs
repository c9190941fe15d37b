//! References in Python code: names by scope and import, labels by the call they stand in.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use tree_sitter::Node;

use super::contexts::Contexts;
use super::stars::Bindings;
use super::{DottedPath, Finder, Pending, Uses, pattern};
use crate::diagnostic::Error;
use crate::names::{Bound, Import, ImportItem, Meaning, Names, first_name};
use crate::project::{MigrationModule, Project};
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::source::{PythonFile, string_value};

/// Reads one Python file, of which the code around `places` is parsed.
///
/// # Errors
/// A pattern that does not compile.
pub(super) fn uses(
    finder: &Finder,
    project: &Project,
    file: &PythonFile,
    places: &[Range<usize>],
) -> Result<Uses, Error> {
    let is_history = is_history(project, file.path());
    let mut uses = Uses::default();
    if is_history {
        history(finder, file, &mut uses);
        if !finder.target.breaks_history {
            return Ok(uses);
        }
    }
    let names = Names::read(project, file)?;
    uses.module.clone_from(&names.module);
    let contexts = Contexts::read(file, places)?;
    let reader = Reader { finder, project, file, names: &names, contexts: &contexts };
    if is_history {
        reader.imports(&mut uses);
        reader.names(&mut uses)?;
        return Ok(uses);
    }
    uses.bindings = Bindings::read(project, file, &names, |star| reader.star(star));
    reader.imports(&mut uses);
    reader.names(&mut uses)?;
    reader.attributes_by_name(&mut uses);
    reader.imported(&mut uses);
    reader.taken(&mut uses);
    reader.strings(&mut uses);
    Ok(uses)
}

/// Whether a module belongs to migrations: they, and what lies beside and below them.
pub(super) fn is_history(project: &Project, path: &Path) -> bool {
    let is_named = path.parent().is_some_and(|dir| dir.iter().any(|part| part == "migrations"));
    let is_elsewhere =
        |one: &MigrationModule| one.dir.as_deref().is_some_and(|dir| path.starts_with(dir));
    (is_named && project.app_of(path).is_some())
        || project.migration_modules.values().any(is_elsewhere)
}

/// Migrations run with historical models: what they say of the model is listed and left alone.
fn history(finder: &Finder, file: &PythonFile, uses: &mut Uses) {
    for found in finder.label.find_iter(&file.source.bytes) {
        let node = file.root().descendant_for_byte_range(found.start(), found.end());
        if node.is_some_and(|node| node.kind() == "string_content") {
            let (kind, range) = (ReferenceKind::Migration, found.range());
            let address = range.start..range.start;
            let source = &file.source;
            uses.settled.push(finder.by_label(source, range, address, kind, Certainty::Proven));
        }
    }
}

/// One file as it is read.
pub(super) struct Reader<'r> {
    pub(super) finder: &'r Finder<'r>,
    pub(super) project: &'r Project,
    pub(super) file: &'r PythonFile,
    pub(super) names: &'r Names,
    pub(super) contexts: &'r Contexts<'r>,
}

impl Reader<'_> {
    fn imports(&self, uses: &mut Uses) {
        for (index, import) in self.names.imports.iter().enumerate() {
            for (at, item) in import.items.iter().enumerate() {
                let last = item.name.rsplit('.').next().unwrap_or(&item.name);
                if import.from.is_none() || !self.finder.knows(last) {
                    continue;
                }
                let bound = Bound::Import(index, at);
                if let Some(meaning) = self.names.meaning_of(self.project, item.local(), bound) {
                    let address = import.from_range.clone();
                    let kind = ReferenceKind::FromImport;
                    self.pend(meaning, item.range.clone(), address, kind, last, uses);
                }
            }
        }
    }

    /// The reference that `from emr.models import *` is, if something is used through it.
    fn star(&self, import: &Import) -> Reference {
        let nowhere = import.range.start..import.range.start;
        let kind = ReferenceKind::StarImport;
        self.reference(import.range.clone(), nowhere, kind, Certainty::Proven, "")
    }

    fn pend(
        &self,
        meaning: Meaning,
        range: Range<usize>,
        address: Range<usize>,
        kind: ReferenceKind,
        symbol: &str,
        uses: &mut Uses,
    ) {
        let reference = self.reference(range, address, kind, Certainty::Proven, symbol);
        uses.pending.push(Pending { meaning, by_star: false, reference });
    }

    pub(super) fn reference(
        &self,
        range: Range<usize>,
        address: Range<usize>,
        kind: ReferenceKind,
        certainty: Certainty,
        symbol: &str,
    ) -> Reference {
        let (source, symbol) = (&self.file.source, symbol.to_owned());
        let place = source.place(range.start);
        super::reference(source, place, range, address, kind, certainty, symbol)
    }

    /// Names and attributes that may stand for the model, found by their bytes and judged by the
    /// node that is there.
    fn names(&self, uses: &mut Uses) -> Result<(), Error> {
        let symbols = &self.finder.target.symbols;
        let mut wanted: BTreeSet<&str> =
            symbols.iter().chain(&self.finder.names).map(String::as_str).collect();
        for import in &self.names.imports {
            let moved = import.items.iter().filter(|item| self.finder.knows(&item.name));
            wanted.extend(moved.map(ImportItem::local));
        }
        let wanted: Vec<String> = wanted.into_iter().map(regex::escape).collect();
        let words = pattern(&format!(r"\b(?:{})\b", wanted.join("|")))?;
        for found in words.find_iter(&self.file.source.bytes) {
            let root = self.file.root();
            let Some(node) = root.descendant_for_byte_range(found.start(), found.end()) else {
                continue;
            };
            if node.kind() == "identifier" && node.byte_range() == found.range() {
                self.name(node, uses);
            } else if self.file.in_type_comment(found.start())
                || (node.kind() == "string_content"
                    && self.contexts.is_forward_reference(self.file, node))
            {
                self.written(found.range(), uses);
            } else if node.kind() == "string_content"
                && node.byte_range() == found.range()
                && in_all(self.file, node)
                && self.names.at_module_level(self.file.text(node)).is_empty()
            {
                // Nothing but a star gives the name that the module says it has.
                let (at, kind) = (found.range(), ReferenceKind::Name);
                let (nowhere, name) = (at.start..at.start, self.file.text(node));
                let reference = self.reference(at, nowhere, kind, Certainty::Proven, name);
                self.by_star(name, &reference, uses);
            }
        }
        Ok(())
    }

    fn name(&self, node: Node, uses: &mut Uses) {
        let Some(parent) = node.parent() else { return };
        let is_field = |name| parent.child_by_field_name(name) == Some(node);
        match parent.kind() {
            "attribute" if is_field("attribute") => {
                let object = parent.child_by_field_name("object").unwrap_or(parent);
                let symbol = self.file.text(node);
                self.attribute(parent, object, symbol, uses);
            }
            "keyword_argument" | "class_definition" | "function_definition" if is_field("name") => {
            }
            "dotted_name" | "aliased_import" if in_import(node) => {}
            "dotted_name" if parent.named_child(0) != Some(node) => {
                self.pattern(parent, node, uses);
            }
            // `*args: *models.Encounter`
            "member_type" if parent.named_child(0) != Some(node) => {
                self.written(node.byte_range(), uses);
            }
            _ => self.bare_name(node, uses),
        }
    }

    /// `models.Encounter`
    fn attribute(&self, node: Node, object: Node, symbol: &str, uses: &mut Uses) {
        let strict = self.names.meaning(self.project, self.file, node);
        let start = first_name(node).map_or(node.start_byte(), |first| first.start_byte());
        let (range, address) = (start..node.end_byte(), start..object.end_byte());
        // A comment between the names would go with the module.
        let proven = strict.is_some() && !self.file.source.text(address.clone()).contains('#');
        let certainty = if proven { Certainty::Proven } else { Certainty::Likely };
        let sets = node.parent().is_some_and(|parent| {
            parent.kind() == "delete_statement" || parent.child_by_field_name("left") == Some(node)
        });
        for meaning in self.names.meanings(self.project, self.file, node) {
            // What is set in a module that only imports the name is meant to be seen there.
            if sets
                && matches!(&meaning, Meaning::Member(module, _)
                    if !self.finder.target.is_models(module))
            {
                continue;
            }
            let kind = ReferenceKind::ModuleAttribute;
            let (range, address) = (range.clone(), address.clone());
            let reference = self.reference(range, address, kind, certainty, symbol);
            uses.pending.push(Pending { meaning, by_star: false, reference });
        }
    }

    /// `case models.Encounter():`, where the path is no expression of its own.
    fn pattern(&self, path: Node, node: Node, uses: &mut Uses) {
        let whole = self.file.source.text(path.start_byte()..node.end_byte());
        let mut parts = whole.split('.').map(str::trim);
        let (Some(first), rest) = (parts.next(), parts.collect::<Vec<&str>>()) else { return };
        let (start, range) = (path.start_byte(), path.start_byte()..node.end_byte());
        let before = self.file.source.text(start..node.start_byte()).trim_end();
        let address = start..start + before.trim_end_matches('.').trim_end().len();
        let certainty = self.certainty(first, start);
        let (kind, symbol) = (ReferenceKind::ModuleAttribute, self.file.text(node));
        for meaning in self.names.meanings_of(self.project, first, &rest, start) {
            let reference = self.reference(range.clone(), address.clone(), kind, certainty, symbol);
            uses.pending.push(Pending { meaning, by_star: false, reference });
        }
    }

    /// How sure it is that a name stands for what an import or a definition binds to it.
    fn certainty(&self, name: &str, offset: usize) -> Certainty {
        let known = |(_, bound): &(usize, Bound)| *bound != Bound::Other;
        match self.names.lookup(name, offset).iter().all(known) {
            true => Certainty::Proven,
            false => Certainty::Likely,
        }
    }

    /// A word of an annotation that is no expression in the tree, as in quotes or in a type comment:
    /// `"models.Encounter"`, `"Encounter"`.
    fn written(&self, word: Range<usize>, uses: &mut Uses) {
        let bytes = &self.file.source.bytes;
        let part_of = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
        let start =
            bytes[..word.start].iter().rposition(|byte| !part_of(byte)).map_or(0, |at| at + 1);
        let mut path = self.file.source.text(start..word.end).split('.');
        let (Some(first), rest) = (path.next(), path.collect::<Vec<&str>>()) else { return };
        let (kind, address) = match rest.is_empty() {
            true => (ReferenceKind::Name, start..start),
            false => (ReferenceKind::ModuleAttribute, start..word.start - 1),
        };
        let (symbol, range) = (self.file.source.text(word.clone()), start..word.end);
        let certainty = self.certainty(first, start);
        let reference = self.reference(range.clone(), address, kind, certainty, symbol);
        for meaning in self.names.meanings_of(self.project, first, &rest, start) {
            let reference = reference.clone();
            uses.pending.push(Pending { meaning, by_star: false, reference });
        }
        if !self.names.lookup(first, start).is_empty() {
            return;
        }
        if rest.is_empty() {
            self.by_star(first, &reference, uses);
        } else {
            // Nothing here binds the package: it may be meant all the same.
            let path = self.file.source.text(range.clone()).to_owned();
            let (kind, likely) = (ReferenceKind::DottedPath, Certainty::Likely);
            let end = range.end;
            let reference = self.reference(range, start..start, kind, likely, symbol);
            uses.paths.push(DottedPath { path, reference, end, otherwise: Vec::new() });
        }
    }

    /// A name that may arrive by `import *`: certainly, where nothing else here binds it.
    fn by_star(&self, name: &str, reference: &Reference, uses: &mut Uses) {
        let at = reference.range.start;
        let bindings = self.names.lookup(name, at);
        // An import for types alone binds nothing when the code runs: a star may.
        let in_block = |(_, bound): &(usize, Bound)| matches!(bound, Bound::Import(import, _) if !self.names.imports[*import].top_level);
        let alone = bindings.iter().all(in_block);
        if !alone && !self.names.is_module_level_use(name, at) {
            return;
        }
        for (module, star) in self.names.star_modules() {
            let mut reference = reference.clone();
            if !alone {
                reference.certainty = Certainty::Likely;
                if bindings.iter().any(|(bound, _)| self.takes_over(*bound, star, at)) {
                    continue;
                }
            }
            let meaning = Meaning::Member(module.to_owned(), name.to_owned());
            uses.pending.push(Pending { meaning, by_star: true, reference });
        }
    }

    /// Whether what is bound at byte `bound` has taken the place of what `star` brought, as seen
    /// from byte `at`.
    fn takes_over(&self, bound: usize, star: &Import, at: usize) -> bool {
        self.names.sure(self.file, bound).is_some_and(|statement| {
            let has_run = self.names.in_function(at) || statement.end <= at;
            statement.start > star.range.start && has_run
        })
    }

    fn bare_name(&self, node: Node, uses: &mut Uses) {
        if is_parameter(node) {
            return;
        }
        let name = self.file.text(node);
        let bindings = self.names.lookup(name, node.start_byte());
        if bindings.iter().any(|(at, _)| *at == node.start_byte()) {
            return;
        }
        let kind = match self.contexts.role(node) {
            Some("relation") => ReferenceKind::RelationClass,
            Some("admin-registration") => ReferenceKind::AdminRegistration,
            _ => ReferenceKind::Name,
        };
        let nowhere = node.start_byte()..node.start_byte();
        let certainty = if bindings.len() > 1 { Certainty::Likely } else { Certainty::Proven };
        let reference = self.reference(node.byte_range(), nowhere, kind, certainty, name);
        for meaning in self.names.meanings(self.project, self.file, node) {
            uses.pending.push(Pending { meaning, by_star: false, reference: reference.clone() });
        }
        self.by_star(name, &reference, uses);
    }

    /// `getattr(models, "Encounter")`; `getattr(models, name)` where `models` is the module.
    fn attributes_by_name(&self, uses: &mut Uses) {
        for (module, attribute) in &self.contexts.by_name {
            let meaning = self.names.meaning(self.project, self.file, *module);
            if let Some((Meaning::Member(of, member), _)) = &meaning
                && let Some((symbol, _)) = string_value(self.file, *attribute)
                && self.finder.knows(symbol)
            {
                // `patch.object(views.models, "Encounter")`: a module that another has imported
                let range = module.start_byte()..attribute.end_byte();
                let (kind, certainty) = (ReferenceKind::AttributeByName, Certainty::Proven);
                uses.paths.push(DottedPath {
                    path: format!("{of}.{member}.{symbol}"),
                    reference: self.reference(range, module.byte_range(), kind, certainty, symbol),
                    end: 0,
                    otherwise: Vec::new(),
                });
            }
            let Some((Meaning::Module(name), _)) = meaning else { continue };
            // What is set in a module that only imports the name is meant to be seen there.
            let function = module.parent().and_then(|list| list.parent());
            let function = function.and_then(|call| call.child_by_field_name("function"));
            let sets = function.is_some_and(|function| {
                let name = self.file.text(function).rsplit('.').next().unwrap_or_default();
                matches!(name, "object" | "setattr" | "delattr")
            });
            if sets && !self.finder.target.is_models(&name) {
                continue;
            }
            let range = module.start_byte()..attribute.end_byte();
            match string_value(self.file, *attribute) {
                Some((symbol, _)) => {
                    if self.finder.knows(symbol) {
                        let meaning = Meaning::Member(name.clone(), symbol.to_owned());
                        let kind = ReferenceKind::AttributeByName;
                        self.pend(meaning, range, module.byte_range(), kind, symbol, uses);
                    }
                }
                None => {
                    let symbol = &self.finder.target.model.name;
                    let meaning = Meaning::Member(name.clone(), symbol.clone());
                    let (nowhere, kind) = (range.start..range.start, ReferenceKind::Computed);
                    let reference =
                        self.reference(range, nowhere, kind, Certainty::Unknown, symbol);
                    uses.pending.push(Pending { meaning, by_star: false, reference });
                }
            }
        }
    }

    /// `import_module("emr.models").Encounter`
    fn imported(&self, uses: &mut Uses) {
        for (module, attribute) in &self.contexts.imported {
            let Some((path, at)) = string_value(self.file, *module) else { continue };
            let name = attribute.map(|node| self.file.text(node));
            let nowhere = at.start..at.start;
            if let (Some(node), Some(name)) = (attribute, name) {
                let (range, kind) = (at.start..node.end_byte(), ReferenceKind::DottedPath);
                let reference = self.reference(range, nowhere, kind, Certainty::Proven, name);
                uses.paths.push(DottedPath {
                    path: format!("{path}.{name}"),
                    reference,
                    end: at.end,
                    otherwise: Vec::new(),
                });
            } else if self.finder.target.is_models(path)
                && self.finder.mention.is_match(&self.file.source.bytes)
            {
                let kind = ReferenceKind::Computed;
                uses.settled.push(self.finder.by_label(
                    &self.file.source,
                    at,
                    nowhere,
                    kind,
                    Certainty::Unknown,
                ));
            }
        }
    }

    /// The constants that a known place takes for a label or a permission.
    fn taken(&self, uses: &mut Uses) {
        for node in &self.contexts.taken {
            uses.taken.extend(self.constant(*node));
        }
    }

    /// The address of what a name or an attribute stands for, where it may be a constant: in a
    /// module, or in a class of one.
    fn constant(&self, node: Node) -> Option<(String, String)> {
        // `Perm.VIEW.value`, of an enumeration
        if let (Some(object), Some(name)) =
            (node.child_by_field_name("object"), node.child_by_field_name("attribute"))
            && object.kind() == "attribute"
            && self.file.text(name) == "value"
        {
            return self.constant(object);
        }
        if node.kind() == "identifier" {
            let name = self.file.text(node);
            if let [(_, Bound::Other)] = self.names.at_module_level(name)
                && self.names.is_module_level_use(name, node.start_byte())
            {
                return Some((self.names.module.clone(), name.to_owned()));
            }
        }
        let member = |node| match self.names.meaning(self.project, self.file, node)? {
            (Meaning::Member(module, name), _) => Some((module, name)),
            (Meaning::Module(_), _) => None,
        };
        member(node).or_else(|| {
            let (module, class) = member(node.child_by_field_name("object")?)?;
            let attribute = self.file.text(node.child_by_field_name("attribute")?);
            Some((module, format!("{class}.{attribute}")))
        })
    }
}

/// Whether an identifier is the name of a parameter.
fn is_parameter(node: Node) -> bool {
    node.parent().is_some_and(|parent| match parent.kind() {
        "parameters" | "lambda_parameters" | "typed_parameter" => true,
        "default_parameter" | "typed_default_parameter" => {
            parent.child_by_field_name("name") == Some(node)
        }
        _ => false,
    })
}

/// Whether a string is an entry of `__all__`.
fn in_all(file: &PythonFile, node: Node) -> bool {
    let list = node.parent().and_then(|string| string.parent());
    let assignment = list.and_then(|list| list.parent());
    assignment.is_some_and(|assignment| {
        matches!(assignment.kind(), "assignment" | "augmented_assignment")
            && assignment
                .child_by_field_name("left")
                .is_some_and(|left| file.text(left) == "__all__")
    })
}

fn in_import(node: Node) -> bool {
    let mut parent = node.parent();
    while let Some(at) = parent {
        match at.kind() {
            "import_statement" | "import_from_statement" => return true,
            "dotted_name" | "aliased_import" => parent = at.parent(),
            _ => return false,
        }
    }
    false
}
