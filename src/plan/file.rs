//! References of one file → its edits: one exhaustive match over the kinds.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Error};
use crate::edit::{Change, Edit, Edits};
use crate::imports::{self, Home, ImportChanges, Needed};
use crate::names::{Import, Names};
use crate::plan::attributes::{Attributes, TakenNames, floor};
use crate::plan::target::Within;
use crate::project::Project;
use crate::reference::{Certainty, Decision, Reference, ReferenceKind};
use crate::source::{PythonFile, Source};
use crate::transplant::Module;

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
    /// Star imports beside which another star may bring something else by the same name.
    pub contested: BTreeSet<(PathBuf, usize)>,
    /// Names of the module that the model goes to, which are needed there when it is defined.
    pub needs: BTreeSet<String>,
}

impl Addresses {
    /// Whether a reference that is to be rewritten says an address that changes: the others are names
    /// that such a one has bound, and ways round by other modules.
    pub(super) fn changes(&self, reference: &Reference) -> bool {
        match reference.kind {
            ReferenceKind::FromImport | ReferenceKind::StarImport => {
                self.is_old(&reference.through)
            }
            ReferenceKind::ModuleAttribute => self.is_models(&reference.through),
            // The old module goes on having the name, and `getattr` needs a module.
            ReferenceKind::AttributeByName => {
                reference.path != self.paths.1 && self.is_models(&reference.through)
            }
            ReferenceKind::Name
            | ReferenceKind::RelationClass
            | ReferenceKind::AdminRegistration
            | ReferenceKind::Computed
            | ReferenceKind::Migration => false,
            ReferenceKind::RelationShort => true,
            ReferenceKind::RelationString
            | ReferenceKind::GetModel
            | ReferenceKind::Sender
            | ReferenceKind::Factory
            | ReferenceKind::Chooser
            | ReferenceKind::Setting
            | ReferenceKind::Command
            | ReferenceKind::ContentType
            | ReferenceKind::Permission
            | ReferenceKind::AdminUrl
            | ReferenceKind::DottedPath
            | ReferenceKind::Label
            | ReferenceKind::TemplatePermission
            | ReferenceKind::TemplateFile
            | ReferenceKind::Fixture
            | ReferenceKind::Docs
            | ReferenceKind::Text => !reference.address.is_empty(),
        }
    }

    /// Whether the label changes.
    pub(super) fn relabels(&self) -> bool {
        self.labels.0 != self.labels.1
    }

    /// Whether this is where models of the old app are looked up. Another module of it that only
    /// imports the class goes on having it, and is where mocks put theirs.
    pub(super) fn is_models(&self, module: &str) -> bool {
        let models = format!("{}.models", self.old_package);
        module == self.modules.0
            || module
                .strip_prefix(models.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Whether a name is had from the old app there. What another app re-exports is an address of
    /// its own, and stays one.
    pub(super) fn is_old(&self, module: &str) -> bool {
        module == self.modules.0
            || module
                .strip_prefix(self.old_package.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// The edits of one file as they come together.
pub struct FilePlan {
    /// The file, as scanned.
    pub source: Source,
    /// The byte at which what moves here is put.
    pub position: usize,
    /// Edits other than those of imports.
    pub edits: Vec<Edit>,
    /// What changes in its imports.
    pub imports: ImportChanges,
    /// Names of templates that its views are given.
    pub named: BTreeSet<String>,
    /// Whether something in it may be a view that finds its template by the label.
    pub others: bool,
    /// Ranges that are cut: edits inside them belong to what moves.
    pub cuts: Vec<Range<usize>>,
    /// A definition that comes at the end, with `\n` for the ends of lines.
    pub tail: String,
}

impl FilePlan {
    /// A file that is to be changed.
    pub fn new(source: Source) -> Self {
        let (edits, cuts, position) = (Vec::new(), Vec::new(), source.bytes.len());
        let (imports, named) = (ImportChanges::default(), BTreeSet::new());
        Self { source, position, edits, imports, named, others: false, cuts, tail: String::new() }
    }

    /// All edits: those inside the cuts, and the rest with the cuts. Where the file is Python, it is this
    /// `module`.
    ///
    /// # Errors
    /// Edits that clash, which is our bug.
    pub fn edits(
        &self,
        project: &Project,
        module: Option<Module>,
    ) -> Result<(Edits, Edits), Error> {
        // Imports first: in an empty file all insertions are at one place.
        let mut imports = Vec::new();
        if let Some(Module { file, names }) = module {
            self.in_utf8(names)?;
            imports = imports::edits(project, file, names, &self.imports);
        }
        let (mut inner, mut outer): (Vec<Edit>, Vec<Edit>) =
            imports.into_iter().partition(|edit| self.is_cut_out(edit, true));
        let (moved, stays): (Vec<Edit>, Vec<Edit>) =
            self.edits.iter().cloned().partition(|edit| self.is_cut_out(edit, false));
        inner.extend(moved);
        outer.extend(stays);
        outer.extend(self.cuts.iter().cloned().map(Edit::delete));
        let outer = self.checked(self.around_inserts(joined(outer)))?;
        Ok((self.checked(inner)?, outer.with_tail(&self.source.bytes)))
    }

    /// Import statements are rewritten as text: their lines have to be.
    fn in_utf8(&self, names: &Names) -> Result<(), Error> {
        let changed = self.imports.rehomed.keys().chain(&self.imports.dropped);
        for (import, _) in changed {
            let range = &names.imports[*import].range;
            let lines = self.source.line_start(range.start)..self.source.line_end(range.end);
            if std::str::from_utf8(&self.source.bytes[lines]).is_err() {
                return Err(self
                    .source
                    .error(range.start, "this import has to change, and its line is not UTF-8")
                    .help("save this file as UTF-8 and run again"));
            }
        }
        Ok(())
    }

    /// Deletions give way to what is inserted inside them; a gap before it stays.
    fn around_inserts(&self, edits: Vec<Edit>) -> Vec<Edit> {
        let (inserts, others): (Vec<Edit>, Vec<Edit>) =
            edits.into_iter().partition(|edit| edit.range.is_empty());
        let mut out = Vec::new();
        for edit in others {
            let mut rest = edit.range.clone();
            if edit.replacement.is_empty() {
                for insert in &inserts {
                    let at = insert.range.start;
                    if rest.start < at && at < rest.end {
                        if !self.source.is_blank(rest.start..at) {
                            out.push(Edit::delete(rest.start..at));
                        }
                        rest.start = at;
                    }
                }
            }
            out.push(Edit::replace(rest, edit.replacement));
        }
        out.extend(inserts);
        out
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

    /// The change of this file. Where it is Python, it is this `module`.
    ///
    /// # Errors
    /// Edits that clash, or that would leave the file with a syntax error it did not have.
    pub fn change(&self, project: &Project, module: Option<Module>) -> Result<Change, Error> {
        let (_, outer) = self.edits(project, module)?;
        let mut after = outer.apply(&self.source.bytes);
        let mut places = outer.places();
        places.push(after.len()..after.len());
        if !self.tail.is_empty() {
            let gap = match after.last() {
                None => "",
                Some(b'\n') => "\n\n",
                Some(_) => "\n\n\n",
            };
            after.extend(self.source.with_newlines(&format!("{gap}{}", self.tail)).into_bytes());
        }
        if module.is_some() {
            // What lies far from all edits is as valid as it was.
            let touched = |place: &Range<usize>| place.start.saturating_sub(1)..place.end + 1;
            let places: Vec<Range<usize>> = places.iter().map(touched).collect();
            let edited = Source::new(self.source.path.clone(), after.clone());
            let edited = PythonFile::sketched(edited, &places)?;
            if let Some(at) = edited.syntax_error() {
                return Err(self
                    .source
                    .error(0, "the rewritten file would not be valid Python")
                    .help(format!("near: {}; nothing was written", edited.source.line(at))));
            }
        }
        Ok(Change { before: Some(self.source.bytes.clone()), after: Some(after) })
    }
}

/// The edits that the references of one Python file take; others take some of its names. `skip` are ranges that a transplant
/// rewrites itself.
///
/// # Errors
/// A reference that cannot be rewritten, and would break.
pub(super) fn python(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    references: &[&Reference],
    (addresses, taken): (&Addresses, &TakenNames),
    skip: &BTreeSet<usize>,
) -> Result<FilePlan, Error> {
    let mut plan = FilePlan::new(file.source.clone());
    let in_target = file.path() == addresses.paths.1;
    let mut attributes: Vec<&Reference> = Vec::new();
    let rewritten = references.iter().filter(|one| one.decision == Decision::Rewrite);
    for reference in rewritten.filter(|one| addresses.changes(one)) {
        match reference.kind {
            ReferenceKind::FromImport if in_target => {}
            ReferenceKind::FromImport => from_import(names, reference, addresses, &mut plan),
            ReferenceKind::StarImport => {
                let needed = Needed {
                    module: Some(addresses.modules.1.clone()),
                    name: reference.symbol.clone(),
                    alias: None,
                };
                let at_star = |one: &Import| one.range == reference.range;
                let Some(index) = names.imports.iter().position(at_star) else { continue };
                let star = (reference.path.clone(), reference.range.start);
                if addresses.contested.contains(&star) {
                    plan.imports.behind.insert((index, needed));
                } else {
                    let floor = floor(file, &names.imports[index]);
                    plan.imports.floor = plan.imports.floor.max(floor);
                    plan.imports.added.insert(needed);
                }
            }
            ReferenceKind::ModuleAttribute | ReferenceKind::AttributeByName => {
                if !skip.contains(&reference.range.start) {
                    attributes.push(reference);
                }
            }
            _ => plan.edits.extend(label(&file.source, reference, addresses)),
        }
    }
    let within =
        if in_target { Some(Within::new(file, names, addresses, references)?) } else { None };
    if let Some(within) = &within {
        plan.position = within.position;
        within.names(references, &mut plan)?;
    }
    let attributes_of =
        Attributes { project, file, names, addresses, taken, within: within.as_ref() };
    attributes_of.rewrite(&attributes, &mut plan)?;
    if let Some(within) = &within {
        within.close_blocks(project, &mut plan)?;
    }
    Ok(plan)
}

/// The edits that the references of a file take that is not Python.
pub fn text(source: Source, references: &[&Reference], addresses: &Addresses) -> FilePlan {
    let mut plan = FilePlan::new(source);
    let rewritten = references.iter().filter(|one| one.decision == Decision::Rewrite);
    let changed = rewritten.filter(|one| addresses.changes(one));
    let edits: Vec<Edit> = changed.filter_map(|one| label(&plan.source, one, addresses)).collect();
    plan.edits = edits;
    plan
}

/// The new address of a reference by label or path: what is said of the old one is replaced by
/// what says the same of the new one. Nothing for one that names its module by an import.
pub(super) fn label(source: &Source, reference: &Reference, addresses: &Addresses) -> Option<Edit> {
    use ReferenceKind::{AttributeByName, FromImport, ModuleAttribute, StarImport};

    let said = source.text(reference.address.clone());
    let (old, new) = (&addresses.labels.0, &addresses.labels.1);
    let text = match reference.kind {
        FromImport | StarImport | ModuleAttribute | AttributeByName => return None,
        ReferenceKind::RelationShort => format!("{new}."),
        _ if said.is_empty() => return None,
        ReferenceKind::DottedPath => addresses.modules.1.clone(),
        ReferenceKind::Docs if said != old => addresses.modules.1.clone(),
        _ => new.clone(),
    };
    Some(Edit::replace(reference.address.clone(), text))
}

/// `from emr.models import Encounter`. What imports through a module of another app keeps doing
/// so: that module's own import is rewritten.
fn from_import(names: &Names, reference: &Reference, addresses: &Addresses, plan: &mut FilePlan) {
    for (index, import) in names.imports.iter().enumerate() {
        for (at, item) in import.items.iter().enumerate() {
            if item.range == reference.range && import.from.is_some() {
                let (module, name) = (addresses.modules.1.clone(), reference.symbol.clone());
                plan.imports.rehomed.insert((index, at), Home { module, name });
            }
        }
    }
}

/// What a person has to look at: references that are not certain, and not rewritten.
pub fn by_hand(references: &[Reference], model: &str) -> Vec<Diagnostic> {
    references
        .iter()
        .filter(|reference| reference.decision == Decision::Unsure)
        // A name says nothing of the app: what binds it is rewritten, and it keeps its meaning.
        .filter(|reference| {
            use ReferenceKind::{AdminRegistration, Name, RelationClass};
            !matches!(reference.kind, Name | RelationClass | AdminRegistration)
        })
        .map(|reference| {
            let kind = reference.kind.as_str();
            let what = match (reference.certainty, reference.kind) {
                (Certainty::Unknown, ReferenceKind::Computed) => {
                    format!("left as it is, see that it finds {model}")
                }
                (Certainty::Unknown, ReferenceKind::Migration) => {
                    "looked up as some migration knows it, left as it is".to_owned()
                }
                (Certainty::Unknown, _) => format!("{kind}, see that it finds {model}"),
                (_, ReferenceKind::Docs) => format!("{kind}, left as it is"),
                _ => format!("{kind}, {}, left as it is", reference.certainty.as_str()),
            };
            let message = format!("{what}: {}", reference.text);
            Diagnostic { place: reference.place.clone(), message }
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
