//! References in the module that the class goes to: it will have the name itself, at the end or
//! above the first statement that cannot do without.
//!
//! What stands below the class, runs in a function, or is not run at all, says the bare name; a
//! relation above the class says its label. Imports of the class would import it from itself: they
//! go, or stay in the functions that give it another name.

use std::collections::BTreeSet;
use std::ops::Range;

use tree_sitter::Node;

use super::file::{Addresses, FilePlan};
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::{Home, ItemId};
use crate::names::{Bound, Names, under_type_checking};
use crate::project::Project;
use crate::query;
use crate::reference::{Decision, Reference, ReferenceKind};
use crate::resolve;
use crate::source::PythonFile;
use crate::transplant::model::quote;
use crate::transplant::outline::Outline;
use crate::transplant::{Module, position};

/// The module that the class goes to.
pub(super) struct Within<'a> {
    file: &'a PythonFile,
    names: &'a Names,
    addresses: &'a Addresses,
    /// What relation fields point to.
    relations: BTreeSet<(usize, usize)>,
    /// `from __future__ import annotations`
    future: bool,
    /// The byte at which the class is put.
    pub(super) position: usize,
}

impl<'a> Within<'a> {
    /// Reads what decides about references in `file`.
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn new(
        file: &'a PythonFile,
        names: &'a Names,
        addresses: &'a Addresses,
        references: &[&Reference],
    ) -> Result<Self, Error> {
        let mut relations = BTreeSet::new();
        for found in query::RELATIONS.matches(file, file.root())? {
            relations.extend(found.node("to").map(|node| (node.start_byte(), node.end_byte())));
        }
        let mut cursor = file.root().walk();
        let future = file.root().named_children(&mut cursor).any(|node| {
            node.kind() == "future_import_statement" && file.text(node).contains("annotations")
        });
        let position = file.source.bytes.len();
        let mut within = Self { file, names, addresses, relations, future, position };
        let starts = |test: &dyn Fn(&Reference) -> bool| {
            references.iter().filter(|one| test(one)).map(|one| one.range.start).collect()
        };
        // A relation can say a label, and stays as it is where the class can stand above it.
        let users: [Vec<usize>; 2] = [
            starts(&|one| within.says_the_class(one)),
            starts(&|one| within.says_the_class(one) && !within.is_relation(one)),
        ];
        let (module, outline) = (Module { file, names }, Outline::read(file, names));
        within.position = position::position(module, &outline, &addresses.needs, &users);
        Ok(within)
    }

    /// Whether a reference is looked up when the module is imported.
    fn says_the_class(&self, reference: &Reference) -> bool {
        use ReferenceKind::{AdminRegistration, Name, RelationClass};
        let is_name = match reference.kind {
            Name | AdminRegistration | RelationClass => self.addresses.is_old(&reference.through),
            ReferenceKind::ModuleAttribute => self.addresses.is_models(&reference.through),
            _ => false,
        };
        is_name && reference.decision == Decision::Rewrite && self.is_run(reference)
    }

    fn is_run(&self, reference: &Reference) -> bool {
        !self.names.in_function(reference.range.start) && !self.is_not_run(&reference.range)
    }

    fn is_relation(&self, reference: &Reference) -> bool {
        reference.kind == ReferenceKind::RelationClass
            || self.relations.contains(&(reference.range.start, reference.range.end))
    }

    /// Takes the imports of the class out, and gives what used them the name that it has here.
    ///
    /// # Errors
    /// A use that would run before the class is defined, or that finds something else by its name.
    pub(super) fn names(
        &self,
        references: &[&Reference],
        plan: &mut FilePlan,
    ) -> Result<(), Error> {
        let rewritten =
            || references.iter().filter(|reference| reference.decision == Decision::Rewrite);
        for reference in rewritten().filter(|one| one.kind == ReferenceKind::FromImport) {
            if self.addresses.is_old(&reference.through) {
                self.import(reference, plan)?;
            }
        }
        self.keep_other_names(references, plan);
        for reference in rewritten() {
            let goes = |id: &ItemId| plan.imports.dropped.contains(id);
            let is_ours = match reference.kind {
                ReferenceKind::Name | ReferenceKind::AdminRegistration => {
                    self.items(reference).iter().any(goes)
                }
                ReferenceKind::RelationClass => true,
                _ => false,
            };
            if is_ours {
                let text = self.text(reference, &plan.imports.dropped)?;
                if text != self.file.source.text(reference.range.clone()) {
                    plan.edits.push(Edit::replace(reference.range.clone(), text));
                }
            }
        }
        Ok(())
    }

    /// An import of the class goes; where it is only made in a block, this may turn out otherwise.
    fn import(&self, reference: &Reference, plan: &mut FilePlan) -> Result<(), Error> {
        for (index, import) in self.names.imports.iter().enumerate() {
            for (at, item) in import.items.iter().enumerate() {
                if item.range != reference.range || import.from.is_none() {
                    continue;
                }
                let start = import.range.start;
                let runs = !self.names.in_function(start) && !import.top_level;
                if runs && !import.for_types {
                    return Err(self
                        .file
                        .source
                        .error(start, "the class moves here: this would import it from itself")
                        .help("take the condition away from this import, or import in the functions that need it"));
                }
                let (module, name) = (self.addresses.modules.1.clone(), reference.symbol.clone());
                plan.imports.rehomed.insert((index, at), Home { module, name });
                plan.imports.dropped.insert((index, at));
            }
        }
        Ok(())
    }

    /// Of the imports in blocks, those stay that give the class a name which something there needs:
    /// they import it from its new module, which is this one.
    fn keep_other_names(&self, references: &[&Reference], plan: &mut FilePlan) {
        loop {
            let dropped = &plan.imports.dropped;
            let needs = |id: &ItemId| {
                let import = &self.names.imports[id.0];
                let local = import.items[id.1].local();
                let is_use = |one: &&&Reference| {
                    one.kind != ReferenceKind::FromImport && self.items(one).contains(id)
                };
                self.names.is_global(local, import.range.start)
                    || references.iter().filter(is_use).any(|one| {
                        self.items(one).len() > 1
                            || self.bindings(one) > 1
                            || !self.is_free(&one.symbol, one.range.start, dropped)
                    })
            };
            let in_block = |id: &&ItemId| {
                plan.imports.rehomed.contains_key(id) && !self.names.imports[id.0].top_level
            };
            let kept: Vec<ItemId> =
                dropped.iter().filter(in_block).filter(|id| needs(id)).copied().collect();
            if kept.is_empty() {
                break;
            }
            plan.imports.dropped.retain(|id| !kept.contains(id));
        }
        let dropped = &plan.imports.dropped;
        plan.imports.rehomed.retain(|id, _| !dropped.contains(id));
    }

    /// What is written in place of a reference: the bare name, or the label. `gone` are the items
    /// of imports that go.
    ///
    /// # Errors
    /// It would run before the class is defined, or find something else by its name.
    pub(super) fn text(
        &self,
        reference: &Reference,
        gone: &BTreeSet<ItemId>,
    ) -> Result<String, Error> {
        let (start, symbol) = (reference.range.start, &reference.symbol);
        let is_run = self.is_run(reference);
        let is_above = start < self.position;
        let is_free = self.is_free(symbol, start, gone);
        if self.is_relation(reference)
            && (is_run || reference.kind == ReferenceKind::RelationClass)
            && (is_above || !is_free)
        {
            let quote = quote(self.file);
            return Ok(format!("{quote}{}.{symbol}{quote}", self.addresses.labels.1));
        }
        if is_run && is_above {
            return Err(self
                .file
                .source
                .error(start, "this would run before the class is defined")
                .help(
                    "the class goes below what it needs of this module: use it in a function, or \
                     move this away",
                ));
        }
        if !is_free {
            return Err(self
                .file
                .source
                .error(start, format!("'{symbol}' is something else here"))
                .help("the class moves to this module: give the other thing another name, and run again"));
        }
        Ok(symbol.clone())
    }

    /// Whether a name finds what the module has by it, once the imports are `gone`.
    fn is_free(&self, name: &str, at: usize, gone: &BTreeSet<ItemId>) -> bool {
        self.names.is_free(name, at, &|bound| match bound {
            Bound::Import(import, item) => gone.contains(&(import, item)),
            Bound::Definition | Bound::Other => false,
        })
    }

    /// The items of imports that bind the name which a reference says.
    fn items(&self, reference: &Reference) -> Vec<ItemId> {
        self.bound(reference)
            .iter()
            .filter_map(|(_, bound)| match bound {
                Bound::Import(import, item) => Some((*import, *item)),
                Bound::Definition | Bound::Other => None,
            })
            .collect()
    }

    fn bindings(&self, reference: &Reference) -> usize {
        self.bound(reference).len()
    }

    fn bound(&self, reference: &Reference) -> &[(usize, Bound)] {
        let name = self.file.source.text(reference.range.clone());
        self.names.lookup(name, reference.range.start)
    }

    /// Whether what stands there is for the eyes of type checkers: in quotes, in a type comment, in an
    /// annotation that is not evaluated, or under `if TYPE_CHECKING:`.
    fn is_not_run(&self, range: &Range<usize>) -> bool {
        let root = self.file.root();
        let node = root.descendant_for_byte_range(range.start, range.start + 1);
        let is_text =
            |at: Node| at.kind() == "string_content" || (at.kind() == "type" && self.future);
        if node.is_some_and(|node| is_text(node) || self.file.around(node).any(is_text)) {
            return true;
        }
        let node = self.file.root().descendant_for_byte_range(range.start, range.end);
        self.file.in_type_comment(range.start)
            || node.is_some_and(|node| under_type_checking(self.file, node))
    }

    /// Leaves no block empty that had nothing but imports which go.
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn close_blocks(&self, project: &Project, plan: &mut FilePlan) -> Result<(), Error> {
        let blocks: BTreeSet<(usize, usize)> = plan
            .imports
            .dropped
            .iter()
            .map(|(import, _)| &self.names.imports[*import])
            .filter(|import| !import.top_level)
            .map(|import| (import.block.start, import.block.end))
            .collect();
        let mut checks = 0;
        for (start, end) in blocks {
            let node = self.file.root().descendant_for_byte_range(start, end);
            let around = node.into_iter().flat_map(|node| self.file.around(node));
            let mut blocks = node.into_iter().chain(around).filter(|one| one.kind() == "block");
            let Some(block) = blocks.next() else { continue };
            let Some(statements) = self.all_gone(block, &plan.imports.dropped) else { continue };
            plan.imports.dropped.retain(|(import, _)| !statements.contains(import));
            let check = block.parent().filter(|parent| {
                parent.kind() == "if_statement"
                    && parent.child_by_field_name("alternative").is_none()
                    && under_type_checking(self.file, block)
            });
            if let Some(check) = check {
                plan.edits.push(Edit::delete(self.lines(check)));
                checks += self.file.text(check).matches("TYPE_CHECKING").count();
            } else {
                plan.edits.push(Edit::replace(start..end, "pass".to_owned()));
            }
        }
        self.forget_type_checking(project, checks, plan)
    }

    /// The imports that a block consists of, if all their names go.
    fn all_gone(&self, block: Node, dropped: &BTreeSet<ItemId>) -> Option<BTreeSet<usize>> {
        let mut cursor = block.walk();
        block
            .named_children(&mut cursor)
            .map(|statement| {
                let index = self
                    .names
                    .imports
                    .iter()
                    .position(|import| import.range == statement.byte_range())?;
                let mut items = 0..self.names.imports[index].items.len();
                items.all(|item| dropped.contains(&(index, item))).then_some(index)
            })
            .collect()
    }

    /// The lines of a statement, with one of two gaps around it.
    fn lines(&self, node: Node) -> Range<usize> {
        let source = &self.file.source;
        let (mut start, end) =
            (source.line_start(node.start_byte()), source.line_end(node.end_byte()));
        while start > 0
            && end < source.bytes.len()
            && source.line(start - 1).trim().is_empty()
            && source.line(end).trim().is_empty()
        {
            start = source.line_start(start - 1);
        }
        start..end
    }

    /// `from typing import TYPE_CHECKING` goes if the `checks` that go were all that used it.
    fn forget_type_checking(
        &self,
        project: &Project,
        checks: usize,
        plan: &mut FilePlan,
    ) -> Result<(), Error> {
        let name = "TYPE_CHECKING";
        let text = self.file.text(self.file.root());
        let [(_, Bound::Import(import, item))] = self.names.at_module_level(name) else {
            return Ok(());
        };
        if checks == 0 || text.matches(name).count() != checks + 1 {
            return Ok(());
        }
        let wanted = BTreeSet::from([name.to_owned()]);
        let (module, path) = (&self.names.module, self.file.path());
        if resolve::taken_from(project, module, path, &wanted)?.is_empty() {
            plan.imports.dropped.insert((*import, *item));
        }
        Ok(())
    }
}
