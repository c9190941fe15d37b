//! References → change set.
//!
//! The class and what belongs to it are cut from the old module and set into the new one, the
//! admin likewise; every other file gets the edits of its references; the new migrations are
//! files like any other. What comes out is one value: printed, written and checked alike.

mod address;
mod admin;
mod attributes;
mod exports;
pub mod file;
mod models;
mod package;
pub mod stale;
mod target;
mod templates;
mod there;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::choice::Choice;
use crate::definition::{Definition, Destination};
use crate::diagnostic::{Diagnostic, Error, Place};
use crate::edit::{Change, ChangeSet, Edit};
use crate::imports::Needed;
use crate::migrations::write::{Helper, NewMigration};
use crate::names::{Import, Names};
use crate::plan::attributes::TakenNames;
pub use crate::plan::file::by_hand;
use crate::plan::file::{Addresses, FilePlan};
pub use crate::plan::models::Address;
use crate::plan::models::Way;
use crate::plan::templates::Derived;
pub use crate::plan::there::{finds, has_name};
use crate::project::{App, Project};
use crate::reference::{AdminGoes, ModelId, Reference, ReferenceKind, Shim};
use crate::resolve::{self, References};
use crate::source::{PythonFile, parse_text};
use crate::transplant::belongs::{Moved, Wishes};
use crate::transplant::{Graft, Job, Module, position};

/// A model that moves.
pub struct MovingModel<'a> {
    /// Its old label.
    pub id: &'a ModelId,
    /// Whether the migrations know options of it.
    pub has_options: bool,
    /// An option that its `Meta` must have, with its value.
    pub option: Option<(&'static str, String)>,
    /// A primary key to write out, as a line of the class.
    pub primary_key: Option<String>,
    /// What else changes in the class.
    pub edits: Vec<Edit>,
}

/// What a move needs to know.
pub struct Request<'a> {
    /// The project.
    pub project: &'a Project,
    /// The models.
    pub models: &'a [MovingModel<'a>],
    /// Label of the app that they will have.
    pub label: &'a str,
    /// Their app, and the one that they go to.
    pub apps: (&'a App, &'a App),
    /// Where they are defined.
    pub definition: &'a Definition,
    /// Where they go.
    pub target: &'a Destination,
    /// Whether the classes stand there already.
    pub is_there: bool,
    /// Lower-case names of the models that stay in the old app.
    pub staying: &'a BTreeSet<String>,
    /// Every reference to the models and to what moves with them.
    pub references: &'a References,
    /// What a person has to look at, as far as it is known.
    pub by_hand: Vec<Diagnostic>,
    /// Statements of the old module that move, as its outline counts them.
    pub moving: &'a BTreeSet<usize>,
    /// Their names.
    pub symbols: &'a BTreeSet<String>,
    /// The new migrations.
    pub migrations: &'a [NewMigration],
    /// What the user wants left as it is.
    pub choice: &'a Choice,
    /// What the user wants to go along, or to stay.
    pub wishes: &'a Wishes,
    /// What becomes of the admin.
    pub admin: AdminGoes,
    /// What the old address says.
    pub shim: Shim,
}

/// A move, ready to be printed or written.
#[derive(Debug, Default)]
pub struct Plan {
    /// The change of every file.
    pub changes: ChangeSet,
    /// What a person has to look at.
    pub by_hand: Vec<Diagnostic>,
    /// What moved to the target's admin module.
    pub admin: Vec<Moved>,
    /// What the old module says of what has left it, if the move has it say something.
    pub old_address: Option<Address>,
}

/// A file that is being planned: parsed, with its names and its plan.
struct Open {
    file: PythonFile,
    names: Names,
    plan: FilePlan,
}

impl Open {
    fn change(&self, project: &Project) -> Result<Change, Error> {
        self.plan.change(project, Some(Module { file: &self.file, names: &self.names }))
    }
}

/// Computes the change set of a move.
///
/// # Errors
/// Anything that would break the project if the move went on.
pub fn change_set(request: &Request) -> Result<Plan, Error> {
    Planner::new(request)?.run()
}

struct Planner<'a> {
    request: &'a Request<'a>,
    addresses: Addresses,
    by_path: BTreeMap<&'a Path, Vec<&'a Reference>>,
    /// The templates that follow from the labels, by model.
    derived: Vec<(&'a ModelId, Derived)>,
    /// Names of templates that views were given.
    named: BTreeSet<String>,
    /// What others have of what moves: it can be had from the public module.
    exported: BTreeSet<String>,
    /// Names that other files take from those in `by_path`.
    taken: TakenNames,
    /// How the old module has what has left it, once that is settled.
    way: Option<Way>,
    /// Whether more than imports remains in the module that the class leaves.
    remains: bool,
    /// Lines (1-based) that move, with the file that they leave and the one that they go to.
    moved: Vec<(PathBuf, Range<usize>, PathBuf)>,
    plan: Plan,
}

impl<'a> Planner<'a> {
    fn new(request: &'a Request<'a>) -> Result<Self, Error> {
        let mut by_path: BTreeMap<&Path, Vec<&Reference>> = BTreeMap::new();
        for reference in &request.references.list {
            by_path.entry(&reference.path).or_default().push(reference);
        }
        let (source, _) = request.apps;
        let addresses = Addresses {
            labels: (source.label.clone(), request.label.to_owned()),
            old_package: source.module.clone(),
            modules: (request.definition.module.clone(), request.target.public.clone()),
            paths: (request.definition.path.clone(), request.target.path.clone()),
            contested: request.references.contested.clone(),
            needs: BTreeSet::new(),
        };
        let mut plan = Plan { by_hand: request.by_hand.clone(), ..Plan::default() };
        plan.by_hand.extend(request.references.warnings.iter().cloned());
        let derived = |model: &MovingModel<'a>| {
            (model.id, templates::derived(request.project, model.id, request.label))
        };
        // Templates are found by the label: where it stays, so do they.
        let relabelled = request.models.iter().filter(|_| addresses.relabels());
        let derived = relabelled.map(derived).collect();
        let (named, moved) = (BTreeSet::new(), Vec::new());
        let old = &request.definition.path;
        let elsewhere = request.references.list.iter().filter(|one| one.path != *old);
        let mut exported: BTreeSet<String> = elsewhere.map(|one| one.symbol.clone()).collect();
        exported.extend(request.models.iter().map(|model| model.id.name.clone()));
        let taken = TakenNames::read(request.project, &by_path, &addresses)?;
        Ok(Self {
            exported,
            request,
            addresses,
            by_path,
            derived,
            named,
            taken,
            way: None,
            remains: false,
            moved,
            plan,
        })
    }

    fn run(mut self) -> Result<Plan, Error> {
        let (old, new) = self.addresses.paths.clone();
        let mut done = BTreeSet::from([old.clone(), new.clone()]);
        self.models(&old, &new)?;
        if let Some((old, new)) = self.admin_paths()
            && self.admin(&old, &new)?
        {
            done.extend([old, new]);
        } else {
            self.no_wish_left()?;
        }
        let rest: Vec<&Path> =
            self.by_path.keys().copied().filter(|path| !done.contains(*path)).collect();
        let planned: Vec<_> = rest.par_iter().map(|path| self.file(path)).collect();
        let mut others = false;
        for (path, planned) in rest.into_iter().zip(planned) {
            let (plan, change) = planned?;
            self.named.extend(plan.named);
            others |= plan.others;
            self.plan.changes.insert(path.to_owned(), change);
        }
        self.admin_templates()?;
        if others {
            self.named.clear();
        }
        let to = &self.addresses.labels.1;
        for (_, derived) in &self.derived {
            self.plan.by_hand.extend(templates::unnamed(derived, &self.named, to));
        }
        self.import_into_package()?;
        self.keep_loaded()?;
        self.forget_module()?;
        for migration in self.request.migrations {
            let after = Some(migration.render()?.into_bytes());
            self.plan.changes.insert(migration.path(), Change { before: None, after });
        }
        if let Some(first) = self.request.migrations.first() {
            let all = self.request.migrations.iter().flat_map(NewMigration::helpers);
            for helper in all.collect::<BTreeSet<_>>() {
                self.helper(&first.dir.join(helper.file_name()), helper, first.header)?;
            }
            let init = first.dir.join("__init__.py");
            if !self.request.project.has(&init) {
                self.plan.changes.insert(init, Change { before: None, after: Some(Vec::new()) });
            }
        }
        for one in &mut self.plan.by_hand {
            let moves = self.moved.iter().find(|(path, lines, _)| {
                *path == one.place.path && lines.contains(&one.place.line)
            });
            if let Some((_, _, to)) = moves {
                one.message = format!("{} (it moves to {})", one.message, to.display());
            }
        }
        self.plan.by_hand.sort();
        Ok(self.plan)
    }

    /// A models package imports the module of the class for the sake of the class: if more remains
    /// there, it has to be imported all the same.
    fn keep_loaded(&mut self) -> Result<(), Error> {
        let (project, old) = (self.request.project, &self.addresses.paths.0);
        let Some((package, module)) = self.addresses.modules.0.rsplit_once('.') else {
            return Ok(());
        };
        let init = old.with_file_name("__init__.py");
        let was_changed = self.plan.changes.contains(&init) && self.remains;
        let is_app = *package == self.addresses.old_package;
        if *old == init || !was_changed || is_app {
            return Ok(());
        }
        let mut open = self.open(&init, &BTreeSet::new())?;
        self.leave_behind(&mut open)?;
        let is_kept = |(index, import): (usize, &Import)| {
            let items = 0..import.items.len();
            let stays = |at| {
                let id = (index, at);
                !open.plan.imports.rehomed.contains_key(&id)
                    && !open.plan.imports.dropped.contains(&id)
            };
            let from = import.from.as_deref();
            let of_module = from == Some(&self.addresses.modules.0)
                && (import.star || items.into_iter().any(stays));
            let is_module = from == Some(package) && import.items.iter().any(|i| i.name == module);
            of_module || is_module
        };
        if open.names.imports.iter().enumerate().any(is_kept) {
            return Ok(());
        }
        let needed = Needed { module: Some(".".to_owned()), name: module.to_owned(), alias: None };
        open.plan.imports.reexported.insert(needed);
        self.plan.changes.insert(init, open.change(project)?);
        Ok(())
    }

    /// The admin finds its templates by the label: they move, with what was changed in them.
    /// <https://docs.djangoproject.com/en/stable/ref/contrib/admin/#overriding-admin-templates>
    fn admin_templates(&mut self) -> Result<(), Error> {
        let kind = ReferenceKind::TemplateFile;
        let moves: Vec<_> = self.derived.iter().flat_map(|(_, one)| one.moves.clone()).collect();
        for (old, new) in moves {
            if self.request.choice.excludes(kind, &old) {
                continue;
            }
            if self.request.project.has(&new) {
                return Err(Error::new("this template would be looked for by the new label")
                    .at(Place { path: new, line: 1, column: 1 })
                    .help(format!("it is there already: take it or {} away", old.display())));
            }
            let changed = self.plan.changes.remove(&old).and_then(|change| change.after);
            let before = crate::scan::read(self.request.project, &old)?.bytes;
            let after = Some(changed.unwrap_or_else(|| before.clone()));
            self.plan.changes.insert(old, Change { before: Some(before), after: None });
            self.plan.changes.insert(new, Change { before: None, after });
        }
        Ok(())
    }

    /// The module that the migrations import, unless it is there already.
    fn helper(&mut self, path: &Path, helper: &Helper, header: bool) -> Result<(), Error> {
        if !self.request.project.has(path) {
            let after = Some(helper.text(header).into_bytes());
            self.plan.changes.insert(path.to_owned(), Change { before: None, after });
            return Ok(());
        }
        let there = crate::scan::read(self.request.project, path)?;
        if helper.is_in(there.text(0..there.bytes.len())) {
            return Ok(());
        }
        Err(there
            .error(0, "the migrations need this file name for something else")
            .help("rename this file and run again"))
    }

    fn references(&self, path: &Path) -> &[&'a Reference] {
        self.by_path.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// The plan of a file that nothing leaves or enters, and its change.
    fn file(&self, path: &Path) -> Result<(FilePlan, Change), Error> {
        let project = self.request.project;
        if path.extension().is_some_and(|extension| extension == "py") {
            let mut open = self.open(path, &BTreeSet::new())?;
            self.leave_behind(&mut open)?;
            let change = open.change(project)?;
            Ok((open.plan, change))
        } else {
            let source = crate::scan::read(project, path)?;
            let plan = file::text(source, self.references(path), &self.addresses);
            let change = plan.change(project, None)?;
            Ok((plan, change))
        }
    }

    /// Opens a file; one that does not exist yet is empty.
    fn open(&self, path: &Path, skip: &BTreeSet<usize>) -> Result<Open, Error> {
        let file = match self.request.project.has(path) {
            true => resolve::parse(self.request.project, path)?,
            false => parse_text(path, "")?,
        };
        self.open_parsed(file, self.references(path), skip)
    }

    fn open_parsed(
        &self,
        file: PythonFile,
        references: &[&Reference],
        skip: &BTreeSet<usize>,
    ) -> Result<Open, Error> {
        if let Some(at) = file.syntax_error() {
            return Err(file
                .source
                .error(at, "this file has to change and cannot be parsed")
                .help("mend it, or have git ignore it, and run again"));
        }
        let names = Names::read(self.request.project, &file)?;
        // The package is being imported when the modules in it are.
        let package = self.request.target.package.as_deref().and_then(Path::parent);
        let mut addresses = self.addresses.clone();
        if package.is_some_and(|package| file.path().starts_with(package)) {
            addresses.modules.1.clone_from(&self.request.target.module);
        }
        let project = self.request.project;
        let mut plan =
            file::python(project, &file, &names, references, (&addresses, &self.taken), skip)?;
        if !self.request.choice.excludes(ReferenceKind::TemplateFile, file.path()) {
            for (model, derived) in &self.derived {
                let given = templates::names_given(
                    project,
                    &file,
                    &names,
                    references,
                    derived,
                    &model.name,
                );
                plan.edits.extend(given.edits);
                plan.named.extend(given.names);
                plan.others |= given.others;
            }
        }
        Ok(Open { file, names, plan })
    }

    /// The new label of a name that moves, if it is that of a model.
    fn new_label(&self, name: &str) -> Option<String> {
        let is_model = self.request.models.iter().any(|model| model.id.name == name);
        is_model.then(|| format!("{}.{name}", self.addresses.labels.1))
    }

    /// The module that others have a name from which moves.
    fn home(&self, name: &str) -> &str {
        let target = self.request.target;
        if self.exported.contains(name) { &target.public } else { &target.module }
    }

    /// Where a name of a module is defined after the move, if that changes.
    fn new_home(&self, module: &str, name: &str) -> Option<String> {
        let key = (module.to_owned(), name.to_owned());
        self.request.references.addresses.contains_key(&key).then(|| self.home(name).to_owned())
    }
}

/// The lines (1-based) that a transplant takes out of its file, and where they go.
fn leaving(job: &Job, to: &Path) -> Vec<(PathBuf, Range<usize>, PathBuf)> {
    let source = &job.source.file.source;
    let line = |offset| source.place(offset).line;
    let lines = job.moving.iter().map(|at| &job.outline.statements[*at].lines);
    lines
        .map(|lines| line(lines.start)..line(lines.end.saturating_sub(1)) + 1)
        .map(|lines| (source.path.clone(), lines, to.to_owned()))
        .collect()
}

/// Imports at the top of the source that the transplant leaves without a use, here or elsewhere.
fn unused(project: &Project, job: &Job) -> Result<BTreeSet<String>, Error> {
    let unused = job.unused();
    if unused.is_empty() {
        return Ok(unused);
    }
    let module = &job.source.names.module;
    let taken = resolve::taken_from(project, module, job.source.file.path(), &unused)?;
    Ok(unused.difference(&taken).cloned().collect())
}

/// The changes of source and target: cut here, paste there, imports on both sides.
fn transplant(
    project: &Project,
    job: &Job,
    graft: &Graft,
    mut source: FilePlan,
    mut target: FilePlan,
    unused: &BTreeSet<String>,
) -> Result<(Change, Change), Error> {
    source.edits.extend(graft.inner.iter().cloned());
    // A statement that is replaced as a whole names its module already.
    let replaced = |index: &usize| {
        let range = &job.source.names.imports[*index].range;
        source.edits.iter().any(|edit| edit.range == *range)
    };
    source.imports.absolute = graft.absolute.iter().filter(|one| !replaced(one)).copied().collect();
    source.cuts = job.cuts();
    for (index, import) in job.source.names.imports.iter().enumerate() {
        for (at, item) in import.items.iter().enumerate() {
            if import.top_level && unused.contains(item.local()) {
                source.imports.dropped.insert((index, at));
                source.imports.rehomed.remove(&(index, at));
            }
        }
    }
    let (inner, _) = source.edits(project, Some(job.source))?;
    let text = job.text(graft, &inner);
    target.imports.added.extend(graft.imports.iter().cloned());
    target.imports.for_types.extend(graft.for_types.iter().cloned());
    let at = target.position;
    // What comes stands above what moves.
    target.imports.first_use = target.imports.first_use.into_iter().chain([at]).min();
    let text = position::fitted(&target.source, at, &text, !graft.imports.is_empty());
    target.edits.push(Edit::insert(at, text));
    let mut target = target.change(project, Some(job.target))?;
    target.before = target.before.filter(|_| project.has(job.target.file.path()));
    Ok((source.change(project, Some(job.source))?, target))
}

fn import_of(module: &str, name: &str) -> Needed {
    Needed { module: Some(module.to_owned()), name: name.to_owned(), alias: None }
}
