//! A models package that gets a module of its own for the class: its `__init__.py` imports it, in the
//! style that is there.

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::Planner;
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::Needed;
use crate::names::{Bound, Import, Meaning, Names};
use crate::resolve;
use crate::source::{PythonFile, string_value};

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
        let missing: BTreeSet<&String> =
            self.exported.iter().filter(|name| !there.contains(name.as_str())).collect();
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
        if missing.is_empty() {
            reexported.clear();
        }
        open.plan.edits.extend(export(&open.file, &missing));
        let changes = &mut open.plan.imports;
        changes.reexported = reexported;
        changes.used_here = !style.told;
        changes.relative_to = style.relative.then(|| target.public.clone());
        let change = open.plan.change(self.request.project)?;
        self.plan.changes.insert(init, change);
        Ok(())
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
                style.all = style.all.or(all_style(&resolve::parse(project, &path)?));
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

/// The bracket and the quote of `__all__`.
fn all_style(file: &PythonFile) -> Option<(char, char)> {
    let list = lists(file).into_iter().next()?;
    let text = file.text(list);
    let quote = text.chars().find(|c| matches!(c, '"' | '\''))?;
    text.chars().next().filter(|open| matches!(open, '(' | '[')).map(|open| (open, quote))
}

/// The lists that make up `__all__` of a module.
fn lists(file: &PythonFile) -> Vec<Node<'_>> {
    let mut cursor = file.root().walk();
    let statements: Vec<Node> = file.root().named_children(&mut cursor).collect();
    statements
        .into_iter()
        .filter_map(|statement| {
            let one = statement.named_child(0)?;
            let left =
                one.child_by_field_name("left").filter(|left| file.text(*left) == "__all__")?;
            let right = one.child_by_field_name("right").filter(|_| left.kind() == "identifier")?;
            matches!(right.kind(), "list" | "tuple").then_some(right)
        })
        .collect()
}

/// Puts names into `__all__`, where it is written out, in its order and on lines as it has them.
fn export(file: &PythonFile, names: &BTreeSet<&String>) -> Vec<Edit> {
    let source = &file.source;
    let Some(list) = lists(file).into_iter().next() else { return Vec::new() };
    let mut cursor = list.walk();
    let items: Vec<Node> = list.named_children(&mut cursor).collect();
    let items: Vec<(Node, &str)> =
        items.into_iter().filter_map(|item| Some((item, string_value(file, item)?.0))).collect();
    let Some((end, _)) = items.last() else { return Vec::new() };
    let quote = source.text(end.byte_range()).chars().next().unwrap_or('"');
    let sorted = items.is_sorted_by_key(|(_, name)| *name);
    let mut edits = Vec::new();
    let mut closed = false;
    for name in names.iter().filter(|name| !items.iter().any(|(_, item)| item == *name)) {
        let after = items.iter().find(|(_, item)| sorted && *item > name.as_str());
        let starts_line =
            |node: &Node| source.is_blank(source.line_start(node.start_byte())..node.start_byte());
        match after {
            Some((node, _)) if starts_line(node) => {
                let start = source.line_start(node.start_byte());
                let indent = source.text(start..node.start_byte());
                let line = format!("{indent}{quote}{name}{quote},{}", source.newline());
                edits.push(Edit::insert(start, line));
            }
            Some((node, _)) => {
                edits.push(Edit::insert(node.start_byte(), format!("{quote}{name}{quote}, ")));
            }
            None => {
                let has_comma =
                    source.text(end.end_byte()..list.end_byte()).trim_start().starts_with(',');
                if starts_line(end) {
                    let start = source.line_start(end.start_byte());
                    let indent = source.text(start..end.start_byte());
                    if !has_comma && !std::mem::replace(&mut closed, true) {
                        edits.push(Edit::insert(end.end_byte(), ","));
                    }
                    let line = format!("{indent}{quote}{name}{quote},{}", source.newline());
                    edits.push(Edit::insert(source.line_end(end.end_byte()), line));
                } else {
                    edits.push(Edit::insert(end.end_byte(), format!(", {quote}{name}{quote}")));
                }
            }
        }
    }
    edits
}
