//! References of one file → its edits: one exhaustive match over the kinds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Error};
use crate::edit::{Change, Edit, Edits};
use crate::imports::{self, ImportChanges, Needed};
use crate::names::{Bound, Import, Names};
use crate::project::Project;
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::source::{PythonFile, Source};
use crate::transplant::model::quote;
use crate::transplant::outline::Outline;

/// Where things go.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// Old and new app label.
    pub labels: (String, String),
    /// Package of the old app.
    pub old_package: String,
    /// The module that defines the model now, and the one that will.
    pub modules: (String, String),
    /// Their files.
    pub paths: (PathBuf, PathBuf),
}

/// The edits of one file as they come together.
pub struct FilePlan {
    /// The file, as scanned.
    pub source: Source,
    /// Edits other than those of imports.
    pub edits: Vec<Edit>,
    /// What changes in its imports.
    pub imports: ImportChanges,
    /// Ranges that are cut: edits inside them belong to what moves.
    pub cuts: Vec<Range<usize>>,
}

impl FilePlan {
    /// A file that is to be changed.
    pub fn new(source: Source) -> Self {
        let (edits, cuts) = (Vec::new(), Vec::new());
        Self { source, edits, imports: ImportChanges::default(), cuts }
    }

    /// All edits: those inside the cuts, and the rest with the cuts.
    ///
    /// # Errors
    /// Edits that clash, which is our bug.
    pub fn edits(&self, project: &Project) -> Result<(Edits, Edits), Error> {
        // Imports first: in an empty file all insertions are at one place.
        let mut imports = Vec::new();
        if self.source.path.extension().is_some_and(|extension| extension == "py") {
            let file = PythonFile::parse(self.source.clone())?;
            let names = Names::read(project, &file)?;
            imports = imports::edits(project, &file, &names, &self.imports);
        }
        let (mut inner, mut outer): (Vec<Edit>, Vec<Edit>) =
            imports.into_iter().partition(|edit| self.is_cut_out(edit, true));
        let (moved, stays): (Vec<Edit>, Vec<Edit>) =
            self.edits.iter().cloned().partition(|edit| self.is_cut_out(edit, false));
        inner.extend(moved);
        outer.extend(stays);
        outer.extend(self.cuts.iter().cloned().map(Edit::delete));
        Ok((self.checked(inner)?, self.checked(joined(outer))?))
    }

    /// Whether an edit belongs to what is cut. A new import at the first byte of a cut stands
    /// before it; what is inserted at the end of a file belongs to what was there.
    fn is_cut_out(&self, edit: &Edit, of_import: bool) -> bool {
        self.cuts.iter().any(|cut| {
            let stands_before = of_import && edit.range == (cut.start..cut.start);
            !stands_before
                && cut.start <= edit.range.start
                && edit.range.end <= cut.end
                && (edit.range.start < cut.end || cut.end == self.source.bytes.len())
        })
    }

    fn checked(&self, edits: Vec<Edit>) -> Result<Edits, Error> {
        Edits::new(edits).map_err(|clash| {
            self.source.error(clash.1.range.start, "two edits of this move meet here").help(
                format!(
                    "this is a defect of django-rehome; nothing was written ({:?} and {:?})",
                    clash.0.replacement, clash.1.replacement
                ),
            )
        })
    }

    /// The change of this file.
    ///
    /// # Errors
    /// Edits that clash, or that would leave the file with a syntax error it did not have.
    pub fn change(&self, project: &Project) -> Result<Change, Error> {
        let (_, outer) = self.edits(project)?;
        let after = outer.apply(&self.source.bytes);
        if self.source.path.extension().is_some_and(|extension| extension == "py") {
            let path = self.source.path.clone();
            let edited = PythonFile::parse(Source { path, bytes: after.clone() })?;
            if let Some(at) = edited.syntax_error() {
                return Err(self
                    .source
                    .error(0, "the rewritten file would not be valid Python")
                    .help(format!("near: {}; nothing was written", edited.source.line(at))));
            }
        }
        Ok(Change { before: Some(self.source.bytes.clone()), after })
    }
}

/// The edits that the references of one Python file take. `skip` are ranges that a transplant
/// rewrites itself.
///
/// # Errors
/// A reference that cannot be rewritten, and would break.
pub fn python(
    file: &PythonFile,
    names: &Names,
    references: &[&Reference],
    addresses: &Addresses,
    skip: &BTreeSet<usize>,
) -> Result<FilePlan, Error> {
    let mut plan = FilePlan::new(file.source.clone());
    let in_target = file.path() == addresses.paths.1;
    let mut attributes: Vec<&Reference> = Vec::new();
    for reference in references {
        match reference.kind {
            ReferenceKind::FromImport => {
                from_import(names, reference, addresses, in_target, &mut plan);
            }
            ReferenceKind::ModuleAttribute => {
                if !skip.contains(&reference.range.start) {
                    attributes.push(reference);
                }
            }
            // The class is pasted below what is there: a relation above it needs a label.
            ReferenceKind::RelationClass if in_target => {
                let quote = quote(file);
                let label = format!("{quote}{}.{}{quote}", addresses.labels.1, reference.symbol);
                plan.edits.push(Edit::replace(reference.range.clone(), label));
            }
            ReferenceKind::Name if in_target && !names.in_function(reference.range.start) => {
                return Err(file
                    .source
                    .error(reference.range.start, "this would run before the class is defined")
                    .help("the class moves to the end of this module: use it in a function, or move this away"));
            }
            ReferenceKind::Name
            | ReferenceKind::RelationClass
            | ReferenceKind::AdminRegistration
            | ReferenceKind::Migration => {}
            ReferenceKind::RelationShort
            | ReferenceKind::RelationString
            | ReferenceKind::GetModel
            | ReferenceKind::Sender
            | ReferenceKind::ContentType
            | ReferenceKind::Permission
            | ReferenceKind::AdminUrl
            | ReferenceKind::DottedPath
            | ReferenceKind::Label
            | ReferenceKind::TemplatePermission
            | ReferenceKind::Fixture
            | ReferenceKind::Text => plan.edits.extend(label(reference, addresses)),
        }
    }
    module_attributes(file, names, &attributes, addresses, in_target, &mut plan)?;
    Ok(plan)
}

/// The edits that the references of a file take that is not Python.
pub fn text(source: Source, references: &[&Reference], addresses: &Addresses) -> FilePlan {
    let mut plan = FilePlan::new(source);
    plan.edits.extend(references.iter().filter_map(|reference| label(reference, addresses)));
    plan
}

/// The new address of a reference by label or path; `None` where it is not certain.
fn label(reference: &Reference, addresses: &Addresses) -> Option<Edit> {
    if reference.certainty < Certainty::Proven {
        return None;
    }
    let new = match reference.kind {
        ReferenceKind::DottedPath => addresses.modules.1.clone(),
        ReferenceKind::RelationShort => format!("{}.", addresses.labels.1),
        _ => addresses.labels.1.clone(),
    };
    Some(Edit::replace(reference.address.clone(), new))
}

/// `from emr.models import Encounter`. What imports through a module of another app keeps doing
/// so: that module's own import is rewritten.
fn from_import(
    names: &Names,
    reference: &Reference,
    addresses: &Addresses,
    in_target: bool,
    plan: &mut FilePlan,
) {
    for (index, import) in names.imports.iter().enumerate() {
        let Some(from) = import.from.as_deref() else {
            continue;
        };
        let package = &addresses.old_package;
        let old = from == package
            || from == addresses.modules.0
            || from.strip_prefix(package.as_str()).is_some_and(|rest| rest.starts_with('.'));
        for (at, item) in import.items.iter().enumerate() {
            if item.range != reference.range || !old {
                continue;
            }
            if in_target && import.top_level {
                plan.imports.dropped.insert((index, at));
            } else {
                plan.imports.rehomed.insert((index, at), addresses.modules.1.clone());
            }
        }
    }
}

/// `models.Encounter`, `emr.models.Encounter`: the module is imported from its new place, in the
/// style of the import that is there.
fn module_attributes(
    file: &PythonFile,
    names: &Names,
    references: &[&Reference],
    addresses: &Addresses,
    in_target: bool,
    plan: &mut FilePlan,
) -> Result<(), Error> {
    let source = &file.source;
    let mut by_import: BTreeMap<(usize, usize), Vec<&Reference>> = BTreeMap::new();
    for reference in references {
        let root =
            source.text(reference.range.clone()).split(['.', ' ']).next().unwrap_or_default();
        let bound = names.lookup(root, reference.range.start).first();
        let Some((_, Bound::Import(import, item))) = bound else {
            continue;
        };
        by_import.entry((*import, *item)).or_default().push(reference);
    }
    let new = &addresses.modules.1;
    let (parent, last) = new.rsplit_once('.').unwrap_or(("", new));
    for ((index, item), references) in by_import {
        let (import, id) = (&names.imports[index], (index, item));
        let item = &import.items[item];
        let alone = uses_of(file, names, item.local(), import.top_level) == references.len();
        if in_target {
            for reference in &references {
                let text = if names.in_function(reference.range.start) {
                    reference.symbol.clone()
                } else {
                    let quote = quote(file);
                    format!("{quote}{}.{}{quote}", addresses.labels.1, reference.symbol)
                };
                plan.edits.push(Edit::replace(reference.range.clone(), text));
            }
            if alone {
                plan.imports.dropped.insert(id);
            }
            continue;
        }
        let is_dotted = import.from.is_none() && item.alias.is_none();
        if alone && item.alias.is_none() && !is_dotted && item.name == last && !parent.is_empty() {
            plan.imports.rehomed.insert(id, parent.to_owned());
            continue;
        }
        let package = parent.rsplit('.').next().unwrap_or(parent);
        let local = if is_dotted { new.clone() } else { format!("{package}_{last}") };
        if !is_dotted && names.is_bound_anywhere(&local) {
            return Err(source
                .error(references[0].range.start, format!("'{local}' is taken in this file"))
                .help("import the model by name here and run again"));
        }
        for reference in &references {
            plan.edits.push(Edit::replace(reference.address.clone(), local.clone()));
        }
        let needed = Needed {
            module: (!is_dotted && !parent.is_empty()).then(|| parent.to_owned()),
            name: if is_dotted || parent.is_empty() { new.clone() } else { last.to_owned() },
            alias: (!is_dotted).then_some(local),
        };
        if !import.top_level && alone && import.items.len() == 1 {
            plan.edits.push(Edit::replace(import.range.clone(), needed.statement()));
            continue;
        }
        if alone {
            plan.imports.dropped.insert(id);
        }
        if import.top_level {
            plan.imports.added.insert(needed);
        } else {
            beside(source, import, &needed, plan);
        }
    }
    Ok(())
}

/// Puts an import above one that stands in a block.
fn beside(source: &Source, import: &Import, needed: &Needed, plan: &mut FilePlan) {
    let start = source.line_start(import.range.start);
    let indent = source.text(start..import.range.start);
    let own_line = indent.trim().is_empty();
    let end = if own_line { source.newline().to_owned() + indent } else { "; ".to_owned() };
    plan.edits.push(Edit::insert(import.range.start, format!("{}{end}", needed.statement())));
}

/// How often an imported name is used: at module level by scope, in a function by its word, of
/// which one is the import itself.
fn uses_of(file: &PythonFile, names: &Names, local: &str, top_level: bool) -> usize {
    if top_level {
        let statements = Outline::read(file, names).statements;
        return statements.iter().flat_map(|one| &one.uses).filter(|one| one.name == local).count();
    }
    let text = file.source.text(0..file.source.bytes.len());
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| *word == local).count().saturating_sub(1)
}

/// What a person has to look at: references that are likely, and not rewritten.
pub fn by_hand(references: &[Reference]) -> Vec<Diagnostic> {
    references
        .iter()
        .filter(|reference| reference.certainty < Certainty::Proven)
        // A name says nothing of the app: what binds it is rewritten, and it keeps its meaning.
        .filter(|reference| {
            use ReferenceKind::{AdminRegistration, Name, RelationClass};
            !matches!(reference.kind, Name | RelationClass | AdminRegistration)
        })
        .map(|reference| Diagnostic {
            place: reference.place.clone(),
            message: format!("{} left as it is: {}", reference.kind.as_str(), reference.text),
        })
        .collect()
}

/// Deletions that overlap are one: a cut and a dropped import may both take a blank line.
fn joined(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut joined: Vec<Edit> = Vec::new();
    let deletes = |edit: &Edit| edit.replacement.is_empty() && !edit.range.is_empty();
    for edit in edits {
        match joined.last_mut() {
            Some(last) if deletes(last) && deletes(&edit) && edit.range.start <= last.range.end => {
                last.range.end = last.range.end.max(edit.range.end);
            }
            _ => joined.push(edit),
        }
    }
    joined
}
