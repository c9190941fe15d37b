//! `models.Encounter`, `emr.models.Encounter`, `getattr(models, "Encounter")`: the module is
//! imported from its new place, in the style of the import that is there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use regex::bytes::Regex;
use tree_sitter::Node;

use super::file::{Addresses, FilePlan};
use super::target::Within;
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::{Home, ItemId, Needed};
use crate::names::{Bound, Import, Meaning, Names};
use crate::project::Project;
use crate::reference::{Decision, Reference, ReferenceKind};
use crate::resolve::{self, Asked};
use crate::source::{PythonFile, Source};

/// The names by which files have modules that they refer through, and which other files take from them:
/// file and name. All are asked about at once, since each question goes through the whole project.
#[derive(Debug, Default)]
pub(super) struct TakenNames(BTreeSet<(PathBuf, String)>);

impl TakenNames {
    /// Asks about the files of `references`, by path.
    ///
    /// # Errors
    /// A file cannot be read, or a pattern does not compile.
    pub(super) fn read(
        project: &Project,
        references: &BTreeMap<&Path, Vec<&Reference>>,
        addresses: &Addresses,
    ) -> Result<Self, Error> {
        let mut asked: Vec<Asked> = Vec::new();
        for (path, references) in references {
            let through: Vec<_> =
                references.iter().filter(|one| goes_through(one, addresses)).collect();
            if let Some(module) = project.module_of(path).filter(|_| !through.is_empty()) {
                let source = crate::scan::read(project, path)?;
                let wanted = through.iter().map(|one| root(&source, one).to_owned()).collect();
                asked.push(Asked { module, own: (*path).to_owned(), wanted });
            }
        }
        let taken = resolve::taken(project, &asked)?;
        let of_file = |(asked, taken): (Asked, BTreeSet<String>)| {
            taken.into_iter().map(move |name| (asked.own.clone(), name))
        };
        Ok(Self(asked.into_iter().zip(taken).flat_map(of_file).collect()))
    }

    fn contains(&self, path: &Path, name: &str) -> bool {
        self.0.contains(&(path.to_owned(), name.to_owned()))
    }
}

/// Whether a reference is rewritten, and names a module that has the model.
pub(super) fn goes_through(reference: &Reference, addresses: &Addresses) -> bool {
    use ReferenceKind::{AttributeByName, ModuleAttribute};
    matches!(reference.kind, ModuleAttribute | AttributeByName)
        && reference.decision == Decision::Rewrite
        && addresses.changes(reference)
}

/// The first name of the module as the reference writes it.
fn root<'s>(source: &'s Source, reference: &Reference) -> &'s str {
    let module = source.text(reference.address.clone());
    module.split(|c: char| c == '.' || c.is_whitespace()).next().unwrap_or_default()
}

/// The module references of one file.
pub(super) struct Attributes<'a> {
    pub(super) project: &'a Project,
    pub(super) file: &'a PythonFile,
    pub(super) names: &'a Names,
    pub(super) addresses: &'a Addresses,
    pub(super) taken: &'a TakenNames,
    /// The module that the class goes to, if it is this one.
    pub(super) within: Option<&'a Within<'a>>,
}

impl Attributes<'_> {
    /// Adds the edits of `references`.
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn rewrite(
        &self,
        references: &[&Reference],
        plan: &mut FilePlan,
    ) -> Result<(), Error> {
        let mut by_import: BTreeMap<Vec<ItemId>, Vec<&Reference>> = BTreeMap::new();
        for reference in references {
            let bound =
                self.names.lookup(root(&self.file.source, reference), reference.range.start);
            let imports = bound.iter().filter_map(|(_, bound)| match bound {
                Bound::Import(import, item) => Some((*import, *item)),
                Bound::Definition | Bound::Other => None,
            });
            by_import.entry(imports.collect()).or_default().push(reference);
        }
        let runs = |one: &&&Reference| !self.names.in_function(one.range.start);
        let first_use = references.iter().filter(runs).map(|one| one.range.start).min();
        plan.imports.first_use = first_use;
        for (ids, references) in by_import {
            let Some((first, _)) = ids.first() else { continue };
            let local = root(&self.file.source, references[0]);
            let alone = self.uses_of(local, &ids)? == references.len()
                && !self.of_class(&ids)
                && !self.taken.contains(self.file.path(), local);
            let import = &self.names.imports[*first];
            if let Some(within) = self.within {
                // The name is there without a module.
                if alone {
                    plan.imports.dropped.extend(&ids);
                }
                for reference in references {
                    let text = within.text(reference, &plan.imports.dropped)?;
                    plan.edits.push(Edit::replace(reference.range.clone(), text));
                }
            } else if import.from.is_none() && self.item(ids[0]).alias.is_none() {
                self.dotted(&ids, &references, alone, plan);
            } else {
                self.named(&ids, &references, alone, plan);
            }
        }
        Ok(())
    }

    /// Whether one of the imports stands in the body of a class: the name is an attribute of it.
    fn of_class(&self, ids: &[ItemId]) -> bool {
        ids.iter().any(|(import, _)| self.names.in_class(self.names.imports[*import].range.start))
    }

    fn item(&self, (import, item): ItemId) -> &crate::names::ImportItem {
        &self.names.imports[import].items[item]
    }

    /// `import emr.models`
    fn dotted(&self, ids: &[ItemId], references: &[&Reference], alone: bool, plan: &mut FilePlan) {
        let new = &self.addresses.modules.1;
        let root = new.split('.').next().unwrap_or(new);
        let is_free = |reference: &&Reference| {
            let bound = self.names.lookup(root, reference.range.start);
            bound.iter().all(|(_, bound)| {
                matches!(bound, Bound::Import(import, item)
                    if self.names.imports[*import].from.is_none()
                        && self.item((*import, *item)).alias.is_none())
            })
        };
        if !references.iter().all(is_free) {
            self.named(ids, references, false, plan);
            return;
        }
        let through: BTreeSet<&str> = references.iter().map(|one| one.through.as_str()).collect();
        let is_own = |id: &&ItemId| {
            let name = &self.item(**id).name;
            through.iter().any(|module| {
                let rest = module.strip_prefix(name.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        for reference in references {
            self.point(reference, new, plan);
        }
        let own: Vec<&ItemId> = ids.iter().filter(is_own).collect();
        let needed = Needed { module: None, name: new.clone(), alias: None };
        let is_there =
            |id: ItemId| self.names.imports[id.0].top_level && self.has_plain(new, references);
        if own.is_empty() {
            // The module was there because something else had imported it.
            for id in ids.iter().filter(|id| !is_there(**id)) {
                self.add(*id, &needed, plan);
            }
        }
        for (at, id) in own.iter().enumerate() {
            let import = &self.names.imports[id.0];
            if alone && (is_there(**id) || (at > 0 && import.top_level)) {
                plan.imports.dropped.insert(**id);
            } else if alone {
                plan.edits.push(Edit::replace(self.item(**id).name_range.clone(), new.clone()));
            } else if !is_there(**id) {
                self.add(**id, &needed, plan);
            }
        }
    }

    /// Whether `import module` stands at the top, before all of `references` run.
    fn has_plain(&self, module: &str, references: &[&Reference]) -> bool {
        self.names.imports.iter().any(|import| {
            let is_plain = import.from.is_none() && import.top_level;
            let mut items = import.items.iter();
            is_plain
                && self.is_first(import, references)
                && items.any(|item| item.name == module && item.alias.is_none())
        })
    }

    /// Whether an import runs before all of `references`.
    fn is_first(&self, import: &Import, references: &[&Reference]) -> bool {
        let mut references = references.iter().map(|one| one.range.start);
        references.all(|at| import.range.end <= at || self.names.in_function(at))
    }

    /// `from emr import models`, `import emr.models as m`
    fn named(&self, ids: &[ItemId], references: &[&Reference], alone: bool, plan: &mut FilePlan) {
        let new = &self.addresses.modules.1;
        let (parent, last) = new.rsplit_once('.').unwrap_or(("", new));
        let old_package = &self.addresses.old_package;
        let old = old_package.rsplit('.').next().unwrap_or(old_package);
        let keeps_name = |id: &ItemId| {
            let item = self.item(*id);
            let has_parent = self.names.imports[id.0].from.is_none() || !parent.is_empty();
            // An alias that says the old name would say what is no longer so.
            let says_old = |alias: &String| alias.contains(old);
            let keeps = item.alias.as_ref().map_or(item.name == last, |alias| !says_old(alias));
            has_parent && keeps
        };
        let (local, is_there) = self.local_name(references);
        let at_top = ids.iter().all(|(import, _)| self.names.imports[*import].top_level);
        if alone && ids.iter().all(keeps_name) && !(is_there && at_top) {
            // `models.encounter.Encounter` is `models.Encounter` from now on.
            let local = self.item(ids[0]).local();
            for reference in references {
                self.point(reference, local, plan);
            }
            for id in ids {
                if self.names.imports[id.0].from.is_none() {
                    plan.edits.push(Edit::replace(self.item(*id).name_range.clone(), new.clone()));
                } else {
                    let home = Home { module: parent.to_owned(), name: last.to_owned() };
                    plan.imports.rehomed.insert(*id, home);
                }
            }
            return;
        }
        for reference in references {
            self.point(reference, &local, plan);
        }
        let needed = Needed {
            module: (!parent.is_empty()).then(|| parent.to_owned()),
            name: last.to_owned(),
            alias: (local != last).then_some(local),
        };
        for id in ids {
            let import = &self.names.imports[id.0];
            let global = self.names.is_global(self.item(*id).local(), import.range.start);
            let only = alone && import.items.len() == 1 && !global;
            if only && !import.top_level {
                // A block may have nothing else in it.
                plan.edits.push(Edit::replace(import.range.clone(), needed.statement()));
                continue;
            }
            if !is_there {
                self.add(*id, &needed, plan);
            }
            if alone && !global {
                plan.imports.dropped.insert(*id);
            }
        }
    }

    /// The name under which the new module is had where it is needed, and whether it is there.
    fn local_name(&self, references: &[&Reference]) -> (String, bool) {
        let new = &self.addresses.modules.1;
        let wanted = Meaning::Module(new.clone());
        let is_new = |name: &str, offset: usize| {
            self.names.meanings_of(self.project, name, &[], offset) == [wanted.clone()]
                && self.names.lookup(name, offset).len() == 1
        };
        // What leaves this module does not take its imports along.
        let stays = self.file.path() != self.addresses.paths.0;
        for import in self.names.imports.iter().filter(|import| import.top_level && stays) {
            let first = self.is_first(import, references);
            for item in &import.items {
                if first && references.iter().all(|one| is_new(item.local(), one.range.start)) {
                    return (item.local().to_owned(), true);
                }
            }
        }
        let (parent, last) = new.rsplit_once('.').unwrap_or(("", new));
        let package = parent.rsplit('.').next().unwrap_or(parent);
        let base = format!("{package}_{last}");
        let mut local = base.clone();
        let mut number = 2;
        while self.names.is_bound_anywhere(&local) {
            local = format!("{base}_{number}");
            number += 1;
        }
        (local, false)
    }

    /// The name as the reference writes it: that of the class, or another it was given.
    fn written(&self, reference: &Reference) -> &str {
        let text = self.file.source.text(reference.range.clone());
        let name = text.trim_end_matches(['"', '\'']);
        let start = name.rfind(|c: char| !c.is_alphanumeric() && c != '_');
        start.map_or(name, |at| &name[at + 1..])
    }

    /// Makes a reference use `module`.
    fn point(&self, reference: &Reference, module: &str, plan: &mut FilePlan) {
        if self.file.source.text(reference.address.clone()) != module {
            plan.edits.push(Edit::replace(reference.address.clone(), module.to_owned()));
        }
        let written = self.written(reference);
        if written != reference.symbol {
            let quote = usize::from(reference.kind == ReferenceKind::AttributeByName);
            let end = reference.range.end - quote;
            plan.edits.push(Edit::replace(end - written.len()..end, reference.symbol.clone()));
        }
    }

    /// Adds an import at the top of the module, or beside the one that stands in a block.
    fn add(&self, id: ItemId, needed: &Needed, plan: &mut FilePlan) {
        let import = &self.names.imports[id.0];
        if import.top_level {
            let floor = floor(self.file, import);
            plan.imports.floor = plan.imports.floor.max(floor);
            plan.imports.added.insert(needed.clone());
            return;
        }
        let mut lines = vec![needed.statement()];
        if self.names.is_global(self.item(id).local(), import.range.start) {
            let local = needed.alias.as_deref().unwrap_or(&needed.name);
            lines.insert(0, format!("global {}", local.split('.').next().unwrap_or(local)));
        }
        beside(&self.file.source, import, &lines, plan);
    }

    /// How often the name that `ids` bind is used.
    fn uses_of(&self, local: &str, ids: &[ItemId]) -> Result<usize, Error> {
        let word = Regex::new(&format!(r"\b{}\b", regex::escape(local)))
            .map_err(|error| Error::new(format!("search pattern: {error}")))?;
        let root = self.file.root();
        let is_use = |range: &Range<usize>| {
            let Some(node) = root.descendant_for_byte_range(range.start, range.end) else {
                return false;
            };
            let bound = self.names.lookup(local, range.start);
            let is_ours = bound.iter().any(|(_, bound)| {
                matches!(bound, Bound::Import(import, item) if ids.contains(&(*import, *item)))
            });
            let binds = bound.iter().any(|(at, _)| *at == range.start);
            is_ours
                && match node.kind() {
                    "identifier" => node.byte_range() == *range && !binds && is_looked_up(node),
                    "string_content" => self.in_string(node, range),
                    _ => self.file.in_type_comment(range.start) && !self.follows_dot(range),
                }
        };
        Ok(word.find_iter(&self.file.source.bytes).filter(|hit| is_use(&hit.range())).count())
    }

    /// Whether a string may mean the name: an annotation, or an entry of `__all__`.
    fn in_string(&self, node: Node, word: &Range<usize>) -> bool {
        let is_path = self.file.source.bytes.get(word.end) == Some(&b'.');
        !self.follows_dot(word) && (is_path || node.byte_range() == *word)
    }

    fn follows_dot(&self, word: &Range<usize>) -> bool {
        word.start > 0 && self.file.source.bytes[word.start - 1] == b'.'
    }
}

/// Whether an identifier is looked up as a name: it is no attribute, no keyword, no import.
fn is_looked_up(node: Node) -> bool {
    let Some(parent) = node.parent() else { return true };
    let is = |field| parent.child_by_field_name(field) == Some(node);
    match parent.kind() {
        "attribute" => !is("attribute"),
        "keyword_argument" => !is("name"),
        "aliased_import" | "import_statement" | "import_from_statement" => false,
        "dotted_name" => parent.parent().is_some_and(|above| {
            !matches!(
                above.kind(),
                "aliased_import" | "import_statement" | "import_from_statement" | "relative_import"
            )
        }),
        _ => true,
    }
}

/// Puts statements above an import that stands in a block.
fn beside(source: &Source, import: &Import, lines: &[String], plan: &mut FilePlan) {
    let start = source.line_start(import.range.start);
    let indent = source.text(start..import.range.start);
    let own_line = source.is_blank(start..import.range.start);
    let end = if own_line { source.newline().to_owned() + indent } else { "; ".to_owned() };
    let text: String = lines.iter().map(|line| format!("{line}{end}")).collect();
    let edit = Edit::insert(import.range.start, text);
    // Two names of one statement may need the same.
    if !plan.edits.contains(&edit) {
        plan.edits.push(edit);
    }
}

/// Where the last statement ends that runs before an import and is none: what comes for the sake of
/// the import comes behind it, such as behind `django.setup()`.
pub(super) fn floor(file: &PythonFile, import: &Import) -> usize {
    let mut cursor = file.root().walk();
    let before = file.root().named_children(&mut cursor);
    let before = before.take_while(|one| one.end_byte() <= import.range.start);
    let runs = |one: &Node| {
        let is_text = one.named_child(0).is_some_and(|inner| inner.kind() == "string");
        one.kind() == "expression_statement" && !is_text
    };
    before.filter(runs).last().map_or(0, |one| file.source.line_end(one.end_byte()))
}
