//! The admin of the model: its registration, its `ModelAdmin`, and what belongs to them.
//! <https://docs.djangoproject.com/en/stable/ref/contrib/admin/#modeladmin-objects>

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Planner, import_of, leaving, transplant, unused};
use crate::diagnostic::Error;
use crate::names::{Meaning, Names};
use crate::reference::{AdminGoes, Decision, Reference, ReferenceKind};
use crate::resolve;
use crate::source::PythonFile;
use crate::transplant::belongs::{Why, belonging, moved};
use crate::transplant::cycles::ImportGraph;
use crate::transplant::outline::{Outline, Statement};
use crate::transplant::{Job, Module};

impl Planner<'_> {
    /// The admin modules of the two apps, where the old one registers the model.
    pub(super) fn admin_paths(&mut self) -> Option<(PathBuf, PathBuf)> {
        if self.request.admin == AdminGoes::Nowhere {
            return None;
        }
        let (source, target) = self.request.apps;
        let old = source.dir.join("admin.py");
        let registers = |one: &&&Reference| may_register(one);
        let spared = |one: &&Reference| one.decision == Decision::Spared;
        let first = self.references(&old).iter().find(registers)?;
        if spared(first) || self.request.choice.excludes(ReferenceKind::AdminRegistration, &old) {
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

    /// The `ModelAdmin` of the model, its registration, and what belongs to them. `false`: the
    /// registration has more in it than this model, and stays.
    pub(super) fn admin(&mut self, old: &Path, new: &Path) -> Result<bool, Error> {
        let request = self.request;
        let file = resolve::parse(request.project, old)?;
        let names = Names::read(request.project, &file)?;
        let outline = Outline::read(&file, &names);
        let belonging = self.admin_statements(&file, &names, &outline)?;
        if belonging.is_empty() {
            return Ok(false);
        }
        let summary = moved(&file, &outline, &belonging);
        let moving: BTreeSet<usize> = belonging.into_keys().collect();
        let defined: BTreeSet<String> =
            moving.iter().filter_map(|at| outline.statements[*at].defines.clone()).collect();
        if !resolve::taken_from(request.project, &names.module, old, &defined)?.is_empty() {
            return Ok(false);
        }
        let inside = |range: &Range<usize>| {
            moving.iter().any(|at| {
                let one = &outline.statements[*at].range;
                one.start <= range.start && range.end <= one.end
            })
        };
        let attributes: Vec<(Range<usize>, String)> = self
            .references(old)
            .iter()
            .filter(|one| one.kind == ReferenceKind::ModuleAttribute && inside(&one.range))
            .map(|one| (one.range.clone(), one.symbol.clone()))
            .collect();
        let skip = attributes.iter().map(|(range, _)| range.start).collect();
        let source = self.open_parsed(file, &skip)?;
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
        let unused = unused(request.project, &job)?;
        let leaving = leaving(&job, new);
        let (old_module, used) = (&source.names.module, job.used_names());
        let patched = resolve::patched_names(request.project, old_module, &used, &target_module)?;
        let (source, target) =
            transplant(request.project, &job, &graft, source.plan, target.plan, &unused)?;
        self.plan.by_hand.extend(patched);
        self.moved.extend(leaving);
        self.plan.changes.insert(old.to_owned(), source);
        self.plan.changes.insert(new.to_owned(), target);
        self.plan.admin = summary;
        Ok(true)
    }

    /// Registrations of this model alone, with the admin classes in them and what belongs to these.
    fn admin_statements(
        &self,
        file: &PythonFile,
        names: &Names,
        outline: &Outline,
    ) -> Result<BTreeMap<usize, Why>, Error> {
        let references = self.references(file.path());
        let mut seeds = BTreeSet::new();
        for (at, statement) in outline.statements.iter().enumerate() {
            let text = file.source.text(statement.range.clone());
            let models = registered(file, statement.range.clone());
            let of_model =
                references.iter().any(|one| may_register(one) && models.contains(&one.range.start));
            if of_model && models.len() == 1 {
                let is_call = statement.defines.is_none();
                seeds.insert(at);
                if is_call && text.contains(',') {
                    seeds.extend(self.admin_classes(names, outline, at));
                }
            }
        }
        let unregisters = |one: &Statement| {
            one.defines.is_none() && file.source.text(one.range.clone()).contains("unregister(")
        };
        if outline.statements.iter().any(unregisters) {
            return Ok(BTreeMap::new());
        }
        let models = self.request.models.iter();
        let labels = models.map(|model| model.id.to_string().to_lowercase()).collect();
        let taken = match seeds.is_empty() {
            true => BTreeMap::new(),
            false => belonging(file, outline, &seeds, self.request.wishes, &labels, &|_| false)?,
        };
        // A class that others use as well stays where it is, and all of it with it.
        let alone = taken.keys().all(|at| {
            outline.statements[*at].defines.as_deref().is_none_or(|name| {
                outline.statements.iter().enumerate().all(|(other, one)| {
                    taken.contains_key(&other) || one.uses.iter().all(|one| one.name != name)
                })
            })
        });
        Ok(if alone { taken } else { BTreeMap::new() })
    }

    /// The classes of this module that a `register(Encounter, EncounterAdmin)` names.
    fn admin_classes(&self, names: &Names, outline: &Outline, at: usize) -> Vec<usize> {
        let local = |name: &str| {
            names.at_module_level(name).iter().any(|(_, bound)| {
                matches!(names.meaning_of(self.request.project, name, *bound),
                    Some(Meaning::Member(module, _)) if module == names.module)
            })
        };
        let used = outline.statements[at].uses.iter().filter(|one| local(&one.name));
        used.flat_map(|one| outline.defining(&one.name).collect::<Vec<_>>()).collect()
    }
}

/// A reference that a registration can be made of: `Encounter`, `models.Encounter`.
fn may_register(one: &Reference) -> bool {
    matches!(one.kind, ReferenceKind::AdminRegistration | ReferenceKind::ModuleAttribute)
}

/// The models that the registrations in a statement name, by their first byte.
fn registered(file: &PythonFile, range: Range<usize>) -> BTreeSet<usize> {
    let Some(node) = file.root().descendant_for_byte_range(range.start, range.end) else {
        return BTreeSet::new();
    };
    let found = crate::query::REGISTRATIONS.matches(file, node).unwrap_or_default();
    found
        .iter()
        .filter_map(|one| one.node("model"))
        .filter(|model| is_first_argument(*model) || in_decorator(*model))
        .map(|model| model.start_byte())
        .collect()
}

/// In `site.register(Encounter, EncounterAdmin)` the second argument is no model.
fn is_first_argument(node: tree_sitter::Node) -> bool {
    let mut cursor = node.walk();
    node.parent().is_some_and(|list| {
        list.kind() != "argument_list" || list.named_children(&mut cursor).next() == Some(node)
    })
}

fn in_decorator(node: tree_sitter::Node) -> bool {
    let call = node.parent().and_then(|list| list.parent());
    call.and_then(|call| call.parent()).is_some_and(|parent| parent.kind() == "decorator")
}
