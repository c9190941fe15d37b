//! A models package that gets a module of its own for the class: its `__init__.py` imports it, in the
//! style that is there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Planner, exports};
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::Needed;
use crate::names::{Bound, Import, Meaning, Names};
use crate::resolve;
use crate::source::PythonFile;

impl Planner<'_> {
    /// The module in which each name is defined that the package of the target has from one of its
    /// modules.
    pub(super) fn members_of_package(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut members = BTreeMap::new();
        let (project, public) = (self.request.project, &self.request.target.public);
        let Some(init) = &self.request.target.package else { return Ok(members) };
        let mut open = vec![init.clone()];
        let mut seen = BTreeSet::new();
        while let Some(path) = open.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            let file = resolve::parse(project, &path)?;
            let names = Names::read(project, &file)?;
            for name in names.module_names() {
                for (_, bound) in names.at_module_level(name) {
                    let home = match names.meaning_of(project, name, *bound) {
                        _ if *bound == Bound::Other => Some(names.module.clone()),
                        Some(Meaning::Member(module, member)) if member == name => Some(module),
                        _ => None,
                    };
                    // What the package itself defines has no other home.
                    if let Some(home) = home.filter(|home| home != public) {
                        members.entry(name.to_owned()).or_insert(home);
                    }
                }
            }
            open.extend(names.star_modules().filter_map(|(module, _)| project.file_of(module)));
        }
        Ok(members)
    }

    /// Has the package import what others need of what moves.
    pub(super) fn import_into_package(&mut self) -> Result<(), Error> {
        let Some(init) = self.request.target.package.clone() else { return Ok(()) };
        let mut open = self.open(&init, &BTreeSet::new())?;
        let rehomed = open.plan.imports.rehomed.keys();
        let there: BTreeSet<&str> = rehomed
            .map(|(import, item)| open.names.imports[*import].items[*item].local())
            .collect();
        let mut missing: BTreeSet<&String> =
            self.exported.iter().filter(|name| !there.contains(name.as_str())).collect();
        if self.request.is_there {
            missing.retain(|name| open.names.at_module_level(name).is_empty());
        }
        for name in &missing {
            if let Some((at, _)) = open.names.at_module_level(name).first() {
                return Err(open
                    .file
                    .source
                    .error(*at, format!("{} has a '{name}' already", open.names.module))
                    .help("rename one of the two and run again"));
            }
        }
        let style = self.style(&open.file, &open.names)?;
        let target = self.request.target;
        let needed = |name: &str| Needed {
            module: Some(target.module.clone()),
            name: name.to_owned(),
            alias: None,
        };
        let mut reexported: BTreeSet<Needed> = match style.star {
            true => BTreeSet::from([needed("*")]),
            false => missing.iter().map(|name| needed(name)).collect(),
        };
        let of_module = |one: &&Import| one.top_level && one.from.as_ref() == Some(&target.module);
        let there: Vec<&Import> = open.names.imports.iter().filter(of_module).collect();
        if missing.is_empty() || there.iter().any(|one| one.star) {
            reexported.clear();
        } else if !there.is_empty() {
            // It joins what the package imports from the module already.
            let joining = missing.iter().map(|name| needed(name));
            open.plan.imports.added.extend(joining);
            reexported.clear();
        }
        open.plan.edits.extend(exports::add(&open.file, &missing));
        let changes = &mut open.plan.imports;
        changes.reexported = reexported;
        changes.used_here = !style.told;
        changes.relative_to = style.relative.then(|| target.public.clone());
        let change = open.change(self.request.project)?;
        self.plan.changes.insert(init, change);
        Ok(())
    }

    /// The names that join `__all__` of the module that the class goes to, where that is there already.
    pub(super) fn joining_module(&self, target: &PythonFile) -> Vec<Edit> {
        match self.request.target.package.is_some() {
            true => exports::add(target, &self.exported.iter().collect()),
            false => Vec::new(),
        }
    }

    /// `__all__` of the new module, where the modules beside it have one and the package imports all
    /// of it.
    pub(super) fn all_of_module(&self) -> Result<String, Error> {
        let Some(init) = &self.request.target.package else { return Ok(String::new()) };
        if self.request.project.has(&self.request.target.path) {
            return Ok(String::new());
        }
        let file = resolve::parse(self.request.project, init)?;
        let names = Names::read(self.request.project, &file)?;
        let Style { star: true, all: Some((open, quote)), .. } = self.style(&file, &names)? else {
            return Ok(String::new());
        };
        let close = if open == '(' { ')' } else { ']' };
        let items: Vec<String> =
            self.exported.iter().map(|name| format!("    {quote}{name}{quote},\n")).collect();
        Ok(format!("__all__ = {open}\n{}{close}\n\n", items.concat()))
    }

    /// How the package imports its modules.
    fn style(&self, file: &PythonFile, names: &Names) -> Result<Style, Error> {
        let project = self.request.project;
        let below = format!("{}.", self.request.target.public);
        let is_own = |import: &&Import| {
            import.top_level && import.from.as_ref().is_some_and(|from| from.starts_with(&below))
        };
        let own: Vec<&Import> = names.imports.iter().filter(is_own).collect();
        let most = |test: &dyn Fn(&Import) -> bool| {
            own.iter().filter(|one| test(one)).count() * 2 > own.len()
        };
        let is_absolute = |one: &Import| !file.source.text(one.from_range.clone()).starts_with('.');
        let line =
            |one: &Import| file.source.text(one.range.start..file.source.line_end(one.range.end));
        let mut style = Style {
            star: most(&|one| one.star),
            relative: !most(&is_absolute),
            told: most(&|one| line(one).contains("noqa")),
            all: None,
        };
        for module in own.iter().filter(|one| one.star).filter_map(|one| one.from.as_ref()) {
            if let Some(path) = project.file_of(module) {
                style.all = style.all.or(exports::style(&resolve::parse(project, &path)?));
            }
        }
        Ok(style)
    }
}

/// How a package imports its modules, going by most of them.
struct Style {
    /// `from .patient import *`
    star: bool,
    /// With a dot.
    relative: bool,
    /// With a comment for linters.
    told: bool,
    /// The bracket and the quote of `__all__` in these modules, where they have one.
    all: Option<(char, char)>,
}
