//! A class that stands where it goes already: it is made to stay the same model, and the old module
//! has its name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::models::{Address, Transplanted, Way};
use super::{Planner, import_of};
use crate::diagnostic::Error;
use crate::edit::Change;
use crate::names::Names;
use crate::project::Project;
use crate::resolve;
use crate::source::PythonFile;
use crate::transplant::cycles::ImportGraph;
use crate::transplant::outline::{Outline, Use};
use crate::transplant::{Job, Module};

impl Planner<'_> {
    /// What a class that was taken to the target by hand has still to say, and the old module of it.
    pub(super) fn models_there(
        &mut self,
        way: Way,
        old: &Path,
        new: &Path,
    ) -> Result<Transplanted, Error> {
        let request = self.request;
        let source = self.open(old, &BTreeSet::new())?;
        let mut target = self.open(new, &BTreeSet::new())?;
        let classes = request.models.iter().filter_map(|model| target.file.class(&model.id.name));
        let lines = classes.map(|class| class.byte_range()).collect();
        self.stay_the_same(&mut target, lines)?;
        let mut lacking: BTreeSet<&String> = BTreeSet::new();
        // Who has it from a module that is gone is told where it is.
        if request.project.has(old) {
            for name in request.symbols {
                if !has_name(request.project, &source.file, &source.names, name)? {
                    lacking.insert(name);
                }
            }
        }

        let outline = Outline::read(&source.file, &source.names);
        let mut used: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
        for one in outline.statements.iter().flat_map(|one| &one.uses) {
            if lacking.contains(&one.name) {
                used.entry(&one.name).or_default().push(one);
            }
        }
        let imported = !lacking.is_empty()
            && (way.address == Address::Imported || (way.at_top && !used.is_empty()));
        let moved = |module: &str, name: &str| self.new_home(module, name).is_some();
        let gone = |_: &str, _: &str| false;
        let mut graph = ImportGraph::new(request.project, &moved, &gone);
        self.no_cycle(&mut graph, &target, imported)?;

        let new_home = |module: &str, name: &str| self.new_home(module, name);
        let new_label = |name: &str| self.new_label(name);
        let job = Job {
            project: request.project,
            source: Module { file: &source.file, names: &source.names },
            outline: &outline,
            moving: &BTreeSet::new(),
            target: Module { file: &target.file, names: &target.names },
            target_module: &request.target.module,
            target_package: None,
            new_home: &new_home,
            defined_in: &|_, _| None,
            new_label: &new_label,
            source_imports_target: imported,
            attributes: &[],
        };
        let mut plan = source.plan;
        if way.address == Address::Imported {
            plan.imports.used_here = lacking.iter().all(|name| outline.uses(name));
            let reexported = lacking.iter().map(|name| import_of(self.home(name), name));
            plan.imports.reexported.extend(reexported);
        }
        let bound = self.what_stays(way, &job, &used, &mut plan)?;
        let names = lacking.iter().filter(|name| !bound.contains(name.as_str()));
        let names = names.map(|name| ((*name).clone(), (*name).clone())).collect();
        self.old_address(way, &source.file, &source.names, &names, &mut plan)?;
        let source = match request.project.has(old) {
            true => plan.change(request.project, Some(job.source))?,
            false => Change { before: None, after: None },
        };
        let target = target.change(request.project)?;
        self.remains = request.project.has(old);
        Ok(Transplanted { source, target, way: (!lacking.is_empty()).then_some(way) })
    }
}

/// Whether a module has a name already: it binds it, brings it by a star, or finds it when it is asked.
///
/// # Errors
/// A module that it imports by a star cannot be read.
pub fn has_name(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    name: &str,
) -> Result<bool, Error> {
    if !names.at_module_level(name).is_empty() || finds(file, names, name) {
        return Ok(true);
    }
    let stars = |names: &Names| {
        names.star_modules().filter_map(|(module, _)| project.file_of(module)).collect::<Vec<_>>()
    };
    let (mut open, mut seen) = (stars(names), BTreeSet::from([file.path().to_owned()]));
    while let Some(path) = open.pop() {
        if seen.insert(path.clone()) {
            let file = resolve::parse_around(project, &path, name)?;
            let names = Names::read(project, &file)?;
            if resolve::gives(&file, name) && !names.at_module_level(name).is_empty() {
                return Ok(true);
            }
            open.extend(stars(&names));
        }
    }
    Ok(false)
}

/// Whether the `__getattr__` of a module finds a name when it is asked for it.
pub fn finds(file: &PythonFile, names: &Names, name: &str) -> bool {
    names.at_module_level("__getattr__").iter().any(|(at, _)| {
        let node = file.root().descendant_for_byte_range(*at, *at);
        let mut around = node.into_iter().flat_map(|node| file.around(node));
        let function = around.find(|node| node.kind() == "function_definition");
        let text = function.map(|node| file.text(node)).unwrap_or_default();
        text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'"))
    })
}
