//! The admin of the model: its registration, its `ModelAdmin`, and what belongs to them. What others
//! use as well stays, and is imported from there.
//! <https://docs.djangoproject.com/en/stable/ref/contrib/admin/#modeladmin-objects>

mod registration;
mod split;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use self::registration::{AdminModule, Of, Registration};
use self::split::Version;
use super::{Planner, import_of, transplant, unused};
use crate::diagnostic::{Diagnostic, Error};
use crate::edit::Change;
use crate::names::{Meaning, Names};
use crate::reference::{AdminGoes, Decision, Reference, ReferenceKind};
use crate::resolve;
use crate::source::PythonFile;
use crate::transplant::belongs::{Moved, Why, belonging, moved};
use crate::transplant::cycles::ImportGraph;
use crate::transplant::outline::{Outline, Statement};
use crate::transplant::{Graft, Job, Module};

/// What a move makes of the two admin modules.
struct Transplanted {
    /// Of the old and of the new one.
    changes: (Change, Change),
    /// What goes, for the summary.
    summary: Vec<Moved>,
    /// Lines (1-based) of the old one that go.
    lines: Vec<Range<usize>>,
    /// What others patch in the old one.
    patched: Vec<Diagnostic>,
}

impl Planner<'_> {
    /// The admin modules of the two apps, where the old one registers the model.
    pub(super) fn admin_paths(&mut self) -> Option<(PathBuf, PathBuf)> {
        if self.request.admin == AdminGoes::Nowhere {
            return None;
        }
        let (source, target) = self.request.apps;
        let old = source.dir.join("admin.py");
        let goes = |one: &&Reference| may_register(one) && one.decision == Decision::Rewrite;
        let excluded = self.request.choice.excludes(ReferenceKind::AdminRegistration, &old);
        if excluded || !self.references(&old).iter().any(goes) {
            return None;
        }
        // What is unregistered elsewhere was registered before, in the order of the apps.
        let unregisters = |one: &&Reference| one.path != old && one.text.contains("unregister(");
        if self.request.references.list.iter().any(|one| unregisters(&one)) {
            return None;
        }
        let new = target.dir.join("admin.py");
        let package = target.dir.join("admin").join("__init__.py");
        (!self.request.project.has(&package)).then_some((old, new))
    }

    /// The admin stays: nothing of it can be asked to go.
    pub(super) fn no_wish_left(&self) -> Result<(), Error> {
        let left = self.request.wishes.with.difference(self.request.symbols).next();
        match left {
            None => Ok(()),
            Some(name) => Err(Error::new(format!(
                "'{name}' cannot go along: what is registered in the admin stays where it is"
            ))
            .help("take it away from --with, or move its registration by hand")),
        }
    }

    /// The `ModelAdmin` of the model, its registration, and what belongs to them. `false`: all of it
    /// stays.
    pub(super) fn admin(&mut self, old: &Path, new: &Path) -> Result<bool, Error> {
        let file = resolve::parse(self.request.project, old)?;
        let names = Names::read(self.request.project, &file)?;
        let outline = Outline::read(&file, &names);
        let unregisters = |one: &Statement| {
            one.defines.is_none() && file.source.text(one.range.clone()).contains("unregister(")
        };
        if outline.statements.iter().any(unregisters) {
            return Ok(false);
        }
        let defined = outline.statements.iter().filter_map(|one| one.defines.clone()).collect();
        let taken = resolve::taken_from(self.request.project, &names.module, old, &defined)?;
        let scanned = Version::as_it_is(file.source.clone(), self.references(old));
        let references: Vec<&Reference> = scanned.references.iter().collect();
        let (_, staying) = self.what_leaves(&file, &names, &outline, &references, &taken)?;
        let parts = staying.iter().flat_map(|one| {
            let start = outline.statements[one.at].lines.start;
            one.parts.iter().map(move |part| (start, part))
        });
        let parts: Vec<_> = parts.collect();
        let split = if parts.is_empty() { None } else { scanned.split(&parts) };
        // A registration that others are in as well can be left to them: that is no reason to stop.
        let done = split.and_then(|split| self.transplanted(&split, new, &taken).ok().flatten());
        let done = match done {
            None => self.transplanted(&scanned, new, &taken)?,
            done => done,
        };
        let Some(done) = done else { return Ok(false) };
        let lines = done.lines.into_iter().map(|one| (old.to_owned(), one, new.to_owned()));
        self.moved.extend(lines);
        self.plan.by_hand.extend(done.patched);
        self.plan.admin = done.summary;
        self.plan.changes.insert(old.to_owned(), done.changes.0);
        self.plan.changes.insert(new.to_owned(), done.changes.1);
        Ok(true)
    }

    /// Moves what goes of one version of the old admin module. `None`: nothing does.
    fn transplanted(
        &self,
        version: &Version,
        new: &Path,
        taken: &BTreeSet<String>,
    ) -> Result<Option<Transplanted>, Error> {
        let request = self.request;
        let file = PythonFile::parse(version.source.clone())?;
        let names = Names::read(request.project, &file)?;
        let outline = Outline::read(&file, &names);
        let references: Vec<&Reference> = version.references.iter().collect();
        let (leaving, _) = self.what_leaves(&file, &names, &outline, &references, taken)?;
        if leaving.is_empty() {
            return Ok(None);
        }
        let summary = moved(&file, &outline, &leaving);
        let moving: BTreeSet<usize> = leaving.into_keys().collect();
        let inside = |range: &Range<usize>| {
            moving.iter().any(|at| {
                let one = &outline.statements[*at].range;
                one.start <= range.start && range.end <= one.end
            })
        };
        let attributes: Vec<(Range<usize>, String)> = references
            .iter()
            .filter(|one| one.kind == ReferenceKind::ModuleAttribute && inside(&one.range))
            .map(|one| (one.range.clone(), one.symbol.clone()))
            .collect();
        let skip = attributes.iter().map(|(range, _)| range.start).collect();
        let mut source = self.open_parsed(file, &references, &skip)?;
        let target = self.open(new, &BTreeSet::new())?;
        let target_module = format!("{}.admin", request.apps.1.module);
        let new_home = |module: &str, name: &str| self.new_home(module, name);
        let job = Job {
            project: request.project,
            source: Module { file: &source.file, names: &source.names },
            outline: &outline,
            moving: &moving,
            target: Module { file: &target.file, names: &target.names },
            target_module: &target_module,
            target_package: None,
            new_home: &new_home,
            defined_in: &|_, _| None,
            new_label: &|name| self.new_label(name),
            source_imports_target: false,
            attributes: &attributes,
        };
        let moved = |module: &str, name: &str| self.new_home(module, name).is_some();
        let mut graph = ImportGraph::new(request.project, &moved, &|_, _| false);
        let mut graft = job.graft(&mut graph)?;
        for (_, name) in &attributes {
            graft.imports.insert(import_of(self.home(name), name));
        }
        for import in &version.imports {
            let is_it = |bound| {
                let meaning = target.names.meaning_of(request.project, &import.name, bound);
                meaning
                    == import.module.clone().map(|one| Meaning::Member(one, import.name.clone()))
            };
            match target.names.at_module_level(&import.name) {
                [] => {
                    graft.imports.insert(import.clone());
                }
                bound if bound.iter().all(|(_, bound)| is_it(*bound)) => {}
                _ => return Ok(None),
            }
        }
        let unused = unused(request.project, &job)?;
        // What was asked for, though others use it: they find it in its old place.
        let moving_names = job.moving_names().into_iter();
        let shared: BTreeSet<&str> =
            moving_names.filter(|name| taken.contains(*name) || job.uses_here(name)).collect();
        if comes_back(&job, &graft, &unused, !shared.is_empty())? {
            return match shared.first().filter(|_| version.is_scanned()) {
                None => Ok(None),
                Some(name) => Err(Error::new(format!(
                    "'{name}' cannot go along: {} and {target_module} would import each other",
                    source.names.module
                ))
                .help("take it away from --with, or put it into a module that imports neither")),
            };
        }
        source.plan.imports.used_here = shared.iter().all(|name| job.uses_here(name));
        let reexported = shared.iter().map(|name| import_of(&target_module, name));
        source.plan.imports.reexported.extend(reexported);
        let lines = moving.iter().map(|at| &outline.statements[*at].lines);
        let lines = lines.filter_map(|one| {
            Some(version.line(one.start)?..version.line(one.end.saturating_sub(1))? + 1)
        });
        let lines = lines.collect();
        let (old_module, used) = (&source.names.module, job.used_names());
        let patched = resolve::patched_names(request.project, old_module, &used, &target_module)?;
        let (source, target) =
            transplant(request.project, &job, &graft, source.plan, target.plan, &unused)?;
        let changes = (Change { before: Some(version.scanned()), ..source }, target);
        Ok(Some(Transplanted { changes, summary, lines, patched }))
    }

    /// What leaves an admin module: the registrations of this model alone, and what belongs to them.
    /// With it, the other statements that register the model. `taken` are names that other files take
    /// from there.
    fn what_leaves<'t>(
        &self,
        file: &'t PythonFile,
        names: &Names,
        outline: &Outline,
        references: &[&Reference],
        taken: &BTreeSet<String>,
    ) -> Result<(BTreeMap<usize, Why>, Vec<Registration<'t>>), Error> {
        let wishes = self.request.wishes;
        let means_model = |one: &&&Reference| {
            may_register(one)
                && one.decision == Decision::Rewrite
                && self.request.models.iter().any(|model| model.id.name == one.symbol)
        };
        let models = references.iter().filter(means_model).map(|one| one.range.start).collect();
        let project = self.request.project;
        let mut registrations =
            AdminModule { project, file, names, outline, models }.registrations()?;
        // A class that is asked for goes with all that it is registered for.
        let asked = |at: usize| {
            outline.statements[at].defines.as_ref().is_some_and(|name| wishes.with.contains(name))
        };
        let goes =
            |one: &&Registration| one.of == Of::Model || (one.of == Of::More && asked(one.at));
        let not_alone: BTreeSet<usize> = registrations
            .iter()
            .filter(|one| !goes(one))
            .map(|one| outline.statements[one.at].range.start)
            .collect();
        let models = self.request.models.iter();
        let labels = models.map(|model| model.id.to_string().to_lowercase()).collect();
        let mut staying: BTreeSet<String> = taken.union(&wishes.without).cloned().collect();
        staying.retain(|name| !wishes.with.contains(name));
        let leaving = loop {
            let stays = |one: &Statement| {
                not_alone.contains(&one.range.start)
                    || one.defines.as_ref().is_some_and(|name| staying.contains(name))
            };
            let go = |at: &usize| !stays(&outline.statements[*at]);
            let alone = registrations.iter().filter(goes).map(|one| one.at);
            let alone: Vec<usize> = alone.filter(go).collect();
            if alone.is_empty() {
                break BTreeMap::new();
            }
            // What a call names is there for it, whatever else is said of that.
            let calls = alone.iter().map(|at| &outline.statements[*at]);
            let uses = calls.filter(|one| one.defines.is_none()).flat_map(|one| &one.uses);
            let given = uses.flat_map(|one| outline.defining(&one.name)).filter(go);
            let seeds = alone.iter().copied().chain(given).collect();
            let leaving = belonging(file, outline, &seeds, wishes, &labels, &stays)?;
            let statements = || outline.statements.iter().enumerate();
            let stayers = || statements().filter(|(at, _)| !leaving.contains_key(at));
            let is_used = |name: &String| {
                stayers().any(|(_, one)| one.uses.iter().any(|one| one.name == *name))
            };
            // A class that others use stays with them, and its registration goes.
            let shared: Vec<String> = leaving
                .keys()
                .filter_map(|at| outline.statements[*at].defines.clone())
                .filter(|name| is_used(name) && !wishes.with.contains(name))
                .collect();
            if shared.is_empty() {
                break leaving;
            }
            staying.extend(shared);
        };
        registrations.retain(|one| one.of != Of::Others && !leaving.contains_key(&one.at));
        Ok((leaving, registrations))
    }
}

/// Whether the new admin module would be imported once more by what it imports, and be found half
/// made. `dropped` are imports that the old one loses; where `both` says so, it imports the new one.
fn comes_back(
    job: &Job,
    graft: &Graft,
    dropped: &BTreeSet<String>,
    both: bool,
) -> Result<bool, Error> {
    let (old, new) = (&job.source.names.module, job.target_module);
    let nothing = |_: &str, _: &str| false;
    let gone = |module: &str, name: &str| module == old && dropped.contains(name);
    let mut graph = ImportGraph::new(job.project, &nothing, &gone);
    let mut goals = BTreeSet::from([new.to_owned()]);
    if both {
        goals.insert(old.clone());
        if graph.chain(new, &BTreeSet::from([old.clone()]))?.is_some() {
            return Ok(true);
        }
    }
    let modules = graft.imports.iter().flat_map(|one| {
        let name = one.module.as_ref().map(|module| format!("{module}.{}", one.name));
        let name = name.unwrap_or_else(|| one.name.clone());
        one.module.clone().into_iter().chain([name])
    });
    let starts: BTreeSet<String> =
        modules.filter(|module| job.project.file_of(module).is_some()).collect();
    for start in starts {
        if graph.leads_back(new, &start, &goals)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A reference that a registration can be made of: `Encounter`, `models.Encounter`.
fn may_register(one: &Reference) -> bool {
    matches!(one.kind, ReferenceKind::AdminRegistration | ReferenceKind::ModuleAttribute)
}
