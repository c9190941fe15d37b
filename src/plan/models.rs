//! The class and what belongs to it: cut out of the old module, set into the new one; and how the old
//! module has what has left it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use super::{Open, Planner, import_of, leaving, transplant, unused};
use crate::diagnostic::Error;
use crate::edit::{Change, Edit};
use crate::names::Import;
use crate::plan::file::FilePlan;
use crate::reference::Shim;
use crate::resolve;
use crate::transplant::cycles::ImportGraph;
use crate::transplant::model::{self, Explicit};
use crate::transplant::outline::{Outline, Use};
use crate::transplant::position::needs;
use crate::transplant::{Job, Module};

/// How the old module has what has left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// What it says to others.
    pub(super) address: Address,
    /// Whether it imports at its top what it needs itself. If not, what needs it says a label, or
    /// imports it when it runs.
    pub(super) at_top: bool,
}

/// What the old module says to others of what has left it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Address {
    /// It imports all of it.
    #[default]
    Imported,
    /// `__getattr__` finds it.
    Found {
        /// Whether it warns.
        warns: bool,
    },
    /// Nothing.
    Silent,
}

impl Way {
    /// The ways to do what is asked for, the best first. Those behind it keep the modules from
    /// importing each other.
    fn of(shim: Shim) -> [Self; 2] {
        let way = |address, at_top| Self { address, at_top };
        match shim {
            Shim::Import => {
                [way(Address::Imported, true), way(Address::Found { warns: false }, false)]
            }
            Shim::Deprecated => {
                let found = Address::Found { warns: true };
                [way(found, false), way(found, true)]
            }
            Shim::None => [way(Address::Silent, true), way(Address::Silent, false)],
        }
    }
}

/// A refusal, with what stood in the way of the other way to do it.
fn both(error: Error, other: &Error) -> Error {
    match &other.place {
        Some(place) if error.message != other.message => {
            let (place, message) = (place.to_string(), &other.message);
            error.help_more(&format!("the other way round, at {place}: {message}"))
        }
        _ => error,
    }
}

/// Both sides of a transplant.
pub(super) struct Transplanted {
    pub(super) source: Change,
    pub(super) target: Change,
    /// How the old module has what has left it, if the move has it do something.
    pub(super) way: Option<Way>,
}

impl Planner<'_> {
    /// The class and what belongs to it, by the first way that closes no import cycle.
    pub(super) fn models(&mut self, old: &Path, new: &Path) -> Result<(), Error> {
        let mut refused: Option<Error> = None;
        for way in Way::of(self.request.shim) {
            let done = match self.request.is_there {
                true => self.models_there(way, old, new),
                false => self.models_by(way, old, new),
            };
            match done {
                Ok(done) => {
                    self.plan.changes.insert(old.to_owned(), done.source);
                    self.plan.changes.insert(new.to_owned(), done.target);
                    self.plan.old_address = done.way.map(|way| way.address);
                    self.way = done.way;
                    return Ok(());
                }
                Err(error) if !error.is_cycle => return Err(error),
                // The chain of imports says more than the use that could not do without it.
                Err(error) => {
                    refused = Some(match refused {
                        None => error,
                        Some(other) if way.at_top => both(error, &other),
                        Some(first) => both(first, &error),
                    });
                }
            }
        }
        Err(refused.unwrap_or_else(|| Error::new("there is no way to move this")))
    }

    fn models_by(&mut self, way: Way, old: &Path, new: &Path) -> Result<Transplanted, Error> {
        let request = self.request;
        let mut source = self.open(old, &BTreeSet::new())?;
        let outline = Outline::read(&source.file, &source.names);
        let moving = request.moving.iter().map(|at| &outline.statements[*at]);
        let module = Module { file: &source.file, names: &source.names };
        self.addresses.needs = needs(request.project, module, moving, &request.target.module);
        let mut target = self.open(new, &BTreeSet::new())?;
        let all = self.all_of_module()?;
        if !all.is_empty() {
            target.plan.edits.push(Edit::insert(0, all));
        }
        target.plan.edits.extend(self.joining_module(&target.file));
        let lines = request.moving.iter().map(|at| outline.statements[*at].lines.clone());
        self.stay_the_same(&mut source, lines.collect())?;
        // What moves together finds itself where it is.
        let new_home = |module: &str, name: &str| {
            self.new_home(module, name).map(|_| request.target.module.clone())
        };
        let public = &request.target.public;
        let members = self.members_of_package()?;
        let defined_in =
            |module: &str, name: &str| members.get(name).filter(|_| module == public).cloned();
        let new_label = |name: &str| self.new_label(name);
        let mut job = Job {
            project: request.project,
            source: Module { file: &source.file, names: &source.names },
            outline: &outline,
            moving: request.moving,
            target: Module { file: &target.file, names: &target.names },
            target_module: &request.target.module,
            target_package: request.target.package.is_some().then_some(public),
            new_home: &new_home,
            defined_in: &defined_in,
            new_label: &new_label,
            source_imports_target: true,
            attributes: &[],
        };
        let used = job.used_by_stayers();
        job.source_imports_target =
            way.address == Address::Imported || (way.at_top && !used.is_empty());
        let unused = unused(request.project, &job)?;
        let reexports = match way.address {
            Address::Imported => BTreeSet::new(),
            _ => self.reexports()?,
        };
        let (old_module, new_module) = &self.addresses.modules;
        let moved = |module: &str, name: &str| self.new_home(module, name).is_some();
        // The target's own imports of what comes, by name or by module.
        let leaves = |local: &str| {
            let imports = &target.names.imports;
            let mut dropped = target.plan.imports.dropped.iter();
            dropped.any(|(import, item)| imports[*import].items[*item].local() == local)
        };
        let gone = |module: &str, local: &str| match module {
            _ if module == old_module => unused.contains(local),
            _ if module == request.target.module => leaves(local),
            _ => reexports.contains(&(module.to_owned(), local.to_owned())),
        };
        let mut graph = ImportGraph::new(request.project, &moved, &gone);
        self.no_cycle(&mut graph, &target, job.source_imports_target)?;
        self.no_lost_alias(&target)?;
        let graft = job.graft(&mut graph)?;

        let used_names = job.used_names();
        let patched = resolve::patched_names(request.project, old_module, &used_names, new_module)?;
        let mut plan = source.plan;
        if way.address == Address::Imported {
            // The class stands below a star, which may have its name.
            let first = request.moving.first().map_or(0, |at| outline.statements[*at].range.start);
            let above = |one: &Import| one.star && one.top_level && one.range.end < first;
            plan.imports.reexported_behind = source.names.imports.iter().rposition(above);
            plan.imports.used_here = request.symbols.iter().all(|symbol| job.uses_here(symbol));
            for symbol in request.symbols {
                plan.imports.reexported.insert(import_of(self.home(symbol), symbol));
            }
        }
        let bound = self.what_stays(way, &job, &used, &mut plan)?;
        let names = request.symbols.iter().filter(|name| !bound.contains(name.as_str()));
        let names = names.map(|name| (name.clone(), name.clone())).collect();
        self.old_address(way, &source.file, &source.names, &names, &mut plan)?;
        let remains = outline.statements.iter().enumerate().any(|(at, one)| {
            let text = source.file.source.text(one.range.clone());
            !request.moving.contains(&at) && !one.is_import && !text.starts_with(['"', '\'', '_'])
        });
        let leaving = leaving(&job, new);
        let (source, target) =
            transplant(request.project, &job, &graft, plan, target.plan, &unused)?;
        self.remains = remains;
        self.moved.extend(leaving);
        self.plan.by_hand.extend(patched);
        Ok(Transplanted { source, target, way: Some(way) })
    }

    /// Gives what stays in the old module the names that it uses, where the module does not import all
    /// of them for others. Returns those that it imports at its top.
    pub(super) fn what_stays<'n>(
        &self,
        way: Way,
        job: &Job,
        used: &BTreeMap<&'n str, Vec<&Use>>,
        plan: &mut FilePlan,
    ) -> Result<BTreeSet<&'n str>, Error> {
        let mut bound: BTreeSet<&str> = BTreeSet::new();
        for (symbol, uses) in used.iter().filter(|_| way.address != Address::Imported) {
            let import = import_of(self.home(symbol), symbol);
            // Where others are warned, the module itself does without if it can.
            let for_types = uses.iter().all(|one| one.for_types);
            let in_place = match way {
                Way { at_top: true, address: Address::Silent } if !for_types => None,
                Way { at_top: true, .. } => job.in_place(symbol, uses, &import).ok(),
                Way { at_top: false, .. } => Some(job.in_place(symbol, uses, &import)?),
            };
            match in_place {
                Some(in_place) => {
                    plan.edits.extend(in_place.inner);
                    plan.imports.for_types.extend(in_place.for_types);
                }
                None => {
                    bound.insert(symbol);
                    plan.imports.added.insert(import);
                }
            }
        }
        Ok(bound)
    }

    /// What the class has to say so that it stays the same model; `lines` are all that is its own.
    pub(super) fn stay_the_same(
        &self,
        source: &mut Open,
        lines: Vec<Range<usize>>,
    ) -> Result<(), Error> {
        let request = self.request;
        let (file, app) = (&source.file, &request.apps.0.label);
        let (project, staying) = (request.project, request.staying);
        for model in request.models {
            let class = file
                .class(&model.id.name)
                .ok_or_else(|| file.source.error(0, "the class is not in this module"))?;
            let explicit = Explicit {
                class: &model.id.name,
                source_label: app,
                has_options: model.has_options,
                staying,
                option: model.option.as_ref().map(|(name, value)| (*name, value.as_str())),
                relabels: self.addresses.relabels(),
                primary_key: model.primary_key.clone(),
            };
            source.plan.edits.extend(model::edits(file, class, &explicit)?);
            source.plan.edits.extend(model.edits.iter().cloned());
            if !self.addresses.relabels() {
                continue;
            }
            let range = class.byte_range();
            let short = resolve::short_labels(project, file, &source.names, &range, staying)?;
            source.plan.edits.extend(short.iter().map(|at| Edit::insert(*at, format!("{app}."))));
        }
        let label = &self.addresses.labels.1;
        source.plan.edits.extend(model::app_labels(file, lines.into_iter(), app, label)?);
        Ok(())
    }

    /// The target's own import of the class goes: another name that it had there must not be
    /// needed by others.
    fn no_lost_alias(&self, target: &Open) -> Result<(), Error> {
        for (import, item) in &target.plan.imports.dropped {
            let item = &target.names.imports[*import].items[*item];
            let local = item.local();
            if item.name == local || !target.names.imports[*import].top_level {
                continue;
            }
            let wanted = BTreeSet::from([local.to_owned()]);
            let (module, path) = (&self.request.target.module, &self.request.target.path);
            let taken = resolve::taken_from(self.request.project, module, path, &wanted)?;
            let text = target.file.source.text(0..target.file.source.bytes.len());
            let exported =
                text.contains(&format!("\"{local}\"")) || text.contains(&format!("'{local}'"));
            if !taken.is_empty() || exported {
                return Err(target
                    .file
                    .source
                    .error(
                        item.range.start,
                        format!("'{local}' goes with this import, and is needed by others"),
                    )
                    .help(format!(
                        "have them import {} by its own name, and run again",
                        item.name
                    )));
            }
        }
        Ok(())
    }

    /// The old module will import the new one, if `imported`: the new one must not come back to it.
    pub(super) fn no_cycle(
        &self,
        graph: &mut ImportGraph,
        target: &Open,
        imported: bool,
    ) -> Result<(), Error> {
        let (old, new) = &self.addresses.modules;
        let goals = if imported { BTreeSet::from([old.clone()]) } else { BTreeSet::new() };
        let chain = match graph.chain(new, &goals)? {
            None => graph.returns(new)?,
            chain => chain,
        };
        let (chain, is_new) = match chain {
            // What was so before stays so.
            None if self.request.is_there => (None, false),
            None => (graph.half_made(new)?, false),
            chain => (chain, true),
        };
        let Some(chain) = chain else { return Ok(()) };
        let arrows = chain.join(" → ");
        let message = match chain.last() == Some(old) {
            true => format!("{new} imports {old} already, and {old} will import it: {arrows}"),
            false if is_new => format!("{new} would import itself: {arrows}"),
            false => format!(
                "{new} imports itself, and cannot be the first of these, which {old} may make it: \
                 {arrows}"
            ),
        };
        let next = chain.get(1).cloned().unwrap_or_default();
        let below = format!("{next}.");
        let leads = |module: &str| module == next || module.starts_with(&below);
        let import = target.names.imports.iter().find(|import| match &import.from {
            Some(from) => {
                leads(from)
                    || import.items.iter().any(|item| leads(&format!("{from}.{}", item.name)))
            }
            None => import.items.iter().any(|item| leads(&item.name)),
        });
        let at = import.map_or(0, |import| import.range.start);
        Err(target.file.source.error(at, message).of_cycle().help(
            "import inside the functions that need it, or use labels in relations, and run again",
        ))
    }
}
