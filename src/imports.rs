//! Changes import statements: names that move to another module, names that go, names that come.
//!
//! The smallest change that keeps the file's own style: the module of a statement is replaced
//! where all its names move; a name joins a statement that already imports from its new module,
//! in its order; comments, parentheses and trailing commas stay.

mod guard;
mod place;
mod statement;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::edit::Edit;
use crate::imports::statement::{rewrite, stands_alone};
use crate::names::{Import, Names};
use crate::project::Project;
use crate::source::PythonFile;

/// Lines longer than this are wrapped, as Black and isort do.
pub const LINE_LENGTH: usize = 88;

/// An item of an import statement: statement and item, as [`Names::imports`] counts them.
pub type ItemId = (usize, usize);

/// An import that a module needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needed {
    /// `from module`; `None` for `import name`.
    pub module: Option<String>,
    /// What is imported.
    pub name: String,
    /// `as alias`.
    pub alias: Option<String>,
}

impl Needed {
    /// The import as a statement of its own.
    pub fn statement(&self) -> String {
        match &self.module {
            Some(module) => format!("from {module} import {}", self.item()),
            None => format!("import {}", self.item()),
        }
    }

    fn item(&self) -> String {
        match &self.alias {
            Some(alias) => format!("{} as {alias}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Where a name can be imported from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// Its module.
    pub module: String,
    /// What it is called there.
    pub name: String,
}

/// What is to change in the imports of one file.
#[derive(Clone, Debug, Default)]
pub struct ImportChanges {
    /// Items whose module changes, and where they are then. They keep their local names.
    pub rehomed: BTreeMap<ItemId, Home>,
    /// Items that go.
    pub dropped: BTreeSet<ItemId>,
    /// Imports that come, at the top of the module.
    pub added: BTreeSet<Needed>,
    /// Imports that come directly behind a statement.
    pub behind: BTreeSet<(usize, Needed)>,
    /// Imports that nothing but type checkers needs.
    pub for_types: BTreeSet<Needed>,
    /// Statements that must name their module without leading dots.
    pub absolute: BTreeSet<usize>,
    /// The first byte of what uses an import that comes, where that is run when the module is
    /// imported and does not say the new name yet.
    pub first_use: Option<usize>,
    /// The byte above which nothing is added.
    pub floor: usize,
    /// Imports that come for the sake of others, who still import the names from here: a
    /// statement of their own.
    pub reexported: BTreeSet<Needed>,
    /// The statement behind which these stand, where their place matters.
    pub reexported_behind: Option<usize>,
    /// The package whose modules these are imported from with a dot.
    pub relative_to: Option<String>,
    /// Whether the module itself uses all of these: if not, linters are told that others do.
    pub used_here: bool,
}

#[derive(Default)]
struct Statement {
    module: Option<String>,
    gone: BTreeSet<usize>,
    joining: BTreeSet<String>,
    /// Statements that are put before and behind this one.
    before: Vec<String>,
    after: Vec<String>,
}

/// The edits that carry `changes` out in `file`.
pub fn edits(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    changes: &ImportChanges,
) -> Vec<Edit> {
    let head = place::head(file, names, changes);
    let mut statements: BTreeMap<usize, Statement> = BTreeMap::new();
    for (import, item) in &changes.dropped {
        statements.entry(*import).or_default().gone.insert(*item);
    }
    let mut moving: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for ((import, item), home) in &changes.rehomed {
        moving.entry((*import, &home.module)).or_default().push(*item);
    }
    // Statements that move as a whole come first: the others can join them.
    let mut moving: Vec<((usize, &str), Vec<usize>)> = moving.into_iter().collect();
    moving.sort_by_key(|((index, _), items)| items.len() != names.imports[*index].items.len());
    for ((index, module), items) in moving {
        let rehoming = Rehoming { file, names, changes, head };
        rehoming.carry_out(index, module, &items, &mut statements);
    }
    for index in &changes.absolute {
        let import = &names.imports[*index];
        let statement = statements.entry(*index).or_default();
        if import.star || statement.gone.len() < import.items.len() {
            statement.module = statement.module.take().or_else(|| import.from.clone());
        }
    }
    let mut new: BTreeSet<(&Needed, bool)> = BTreeSet::new();
    let condition = guard::condition(file, names, changes);
    for needed in changes.added.iter().chain(&condition) {
        let module = needed.module.as_deref();
        let home =
            module.and_then(|module| home(file, names, changes, None, module, head, &|_| true));
        let in_reach =
            |home: &usize| !has_star(names, names.imports[*home].range.end..changes.floor);
        match home.filter(in_reach) {
            Some(index) => {
                statements.entry(index).or_default().joining.insert(needed.item());
            }
            None => {
                new.insert((needed, false));
            }
        }
    }
    for (index, needed) in &changes.behind {
        statements.entry(*index).or_default().after.push(needed.statement());
    }
    for (index, statement) in &mut statements {
        let kept = names.imports[*index].items.iter().enumerate();
        let kept = kept.filter(|(item, _)| !statement.gone.contains(item));
        for (_, item) in kept {
            statement.joining.remove(file.source.text(item.range.clone()));
        }
    }
    let told = !changes.used_here;
    if let Some(index) = changes.reexported_behind {
        let lines = place::statements(project, &changes.reexported, file.source.newline(), told);
        statements.entry(index).or_default().after.extend(lines);
    } else {
        new.extend(changes.reexported.iter().map(|needed| (needed, told)));
    }
    let mut edits = Vec::new();
    let gone = |index: &usize| {
        statements.get(index).is_some_and(|statement| {
            !names.imports[*index].star
                && statement.gone.len() == names.imports[*index].items.len()
                && statement.joining.is_empty()
        })
    };
    for (index, statement) in &statements {
        let import = &names.imports[*index];
        let moves_on = |one: &Statement| !one.before.is_empty() || !one.after.is_empty();
        let previous_goes = index.checked_sub(1).is_some_and(|previous| {
            let other = &names.imports[previous];
            file.source.line_start(other.range.end) == file.source.line_start(import.range.start)
                && gone(&previous)
                && !statements.get(&previous).is_some_and(moves_on)
        });
        rewrite(file, import, statement, previous_goes, &mut edits);
    }
    close_gaps(file, &mut edits);
    let room = changes.floor.min(head)..head;
    let package = changes.relative_to.as_deref();
    place::insert(project, file, names, package, &new, &gone, room, &mut edits);
    guard::insert(file, names, changes, head, &mut edits);
    edits
}

/// How names get to their new module.
#[derive(Clone, Copy)]
struct Rehoming<'a> {
    file: &'a PythonFile,
    names: &'a Names,
    changes: &'a ImportChanges,
    /// Where the imports end that run before what needs them.
    head: usize,
}

impl Rehoming<'_> {
    /// Where the moving items of one statement go: to a statement that imports from their new module,
    /// or they take theirs along, or they get one of their own beside it.
    fn carry_out(
        &self,
        index: usize,
        module: &str,
        items: &[usize],
        statements: &mut BTreeMap<usize, Statement>,
    ) {
        let Self { file, names, changes, head } = *self;
        let import = &names.imports[index];
        let name = |item: &usize| &changes.rehomed[&(index, *item)].name;
        // `import Encounter as Encounter` tells type checkers that it is a re-export.
        let says_twice = |item: &usize| {
            let item = &import.items[*item];
            item.alias.as_ref() == Some(&item.name)
        };
        let text = |item: &usize| match import.items[*item].local() {
            local if local == name(item) && !says_twice(item) => local.to_owned(),
            local => format!("{} as {local}", name(item)),
        };
        let same_names = items.iter().all(|item| import.items[*item].name == *name(item));
        let commented =
            file.source.text(import.range.start..file.source.line_end(import.range.end));
        let mergeable = !commented.contains('#');
        let reaches = |host: usize| items.iter().all(|item| self.reaches((index, *item), host));
        let moved_there = || {
            let host = statements.iter().find(|(host, statement)| {
                names.imports[**host].block == import.block
                    && (!import.top_level || names.imports[**host].range.start < head)
                    && statement.module.as_deref() == Some(module)
                    && (names.imports[**host].range.start < import.range.start || import.top_level)
                    && reaches(**host)
            });
            host.map(|(host, _)| *host)
        };
        let there =
            || home(file, names, changes, Some(index), module, head, &reaches).or_else(moved_there);
        if mergeable && let Some(home) = there() {
            let joining = items.iter().map(text);
            statements.entry(home).or_default().joining.extend(joining);
            statements.entry(index).or_default().gone.extend(items);
            return;
        }
        let leaving =
            items.len() + changes.dropped.iter().filter(|(import, _)| *import == index).count();
        let statement = statements.entry(index).or_default();
        if same_names && leaving == import.items.len() && statement.module.is_none() {
            statement.module = Some(module.to_owned());
            return;
        }
        statement.gone.extend(items);
        let own_line = stands_alone(file, import);
        let (plain, commented): (Vec<&usize>, Vec<&usize>) = items
            .iter()
            .partition(|item| !own_line || item_comment(file, import, **item).is_empty());
        let mut lines = Vec::new();
        if !plain.is_empty() {
            let names: Vec<String> = plain.into_iter().map(text).collect();
            let told = if own_line { for_linters(file, import) } else { String::new() };
            lines.push(format!("from {module} import {}{told}", names.join(", ")));
        }
        for item in commented {
            let comment = item_comment(file, import, *item);
            lines.push(format!("from {module} import {}{comment}", text(item)));
        }
        // What is imported with a dot stands last.
        let is_relative = file.source.text(import.from_range.clone()).starts_with('.');
        let first = is_relative || import.from.as_deref().is_some_and(|from| module < from);
        let place = if first { &mut statement.before } else { &mut statement.after };
        place.append(&mut lines);
    }

    /// Whether an item can join the statement `host`: nothing between the two binds or uses its
    /// name, and no star may bring another thing by that name.
    fn reaches(&self, (index, item): ItemId, host: usize) -> bool {
        let Self { file, names, changes, .. } = *self;
        let (import, host) = (&names.imports[index].range, &names.imports[host].range);
        let between = match import.start < host.start {
            true => import.end..host.start,
            false => host.end..import.start,
        };
        let home = changes.rehomed.get(&(index, item));
        let local = names.imports[index].items[item].local();
        let inside =
            |range: &Range<usize>| between.start <= range.start && range.end <= between.end;
        let others = names.imports.iter().enumerate().filter(|(_, one)| inside(&one.range));
        let binds = |(other, one): (usize, &Import)| {
            let mut items = one.items.iter().enumerate();
            // What brings the same thing changes nothing.
            let is_other = |at| home.is_none() || changes.rehomed.get(&(other, at)) != home;
            one.star || items.any(|(at, item)| item.local() == local && is_other(at))
        };
        let says = |at: usize| {
            let node = file.root().descendant_for_byte_range(at, at + local.len());
            node.is_some_and(|node| node.kind() == "identifier" && file.text(node) == local)
                && !names.imports.iter().any(|one| one.range.contains(&at))
        };
        let text = file.source.bytes[between.clone()].windows(local.len()).enumerate();
        let mut hits = text.filter(|(_, text)| *text == local.as_bytes());
        !{ others }.any(binds) && !hits.any(|(at, _)| says(between.start + at))
    }
}

/// Whether `import *` stands in a range, and may bring any name.
fn has_star(names: &Names, range: Range<usize>) -> bool {
    names.imports.iter().any(|import| import.star && range.contains(&import.range.start))
}

/// What the end of a statement tells linters: it holds for the names that leave it as well.
fn for_linters(file: &PythonFile, import: &Import) -> String {
    let first = file.source.line_end(import.range.start).min(import.range.end);
    let line = file.source.text(import.range.start..first);
    let rest = file.source.text(import.range.end..file.source.line_end(import.range.end)).trim();
    let comments = [
        line.split_once('#').map_or("", |(_, comment)| comment.trim()),
        rest.strip_prefix('#').unwrap_or_default().trim(),
    ];
    let told = comments.into_iter().find(|comment| {
        ["noqa", "type:", "pylint:", "isort:", "pragma:"]
            .iter()
            .any(|word| comment.starts_with(word))
    });
    told.map_or_else(String::new, |comment| format!("  # {comment}"))
}

/// A comment that belongs to one name of a parenthesised import: the rest of its line.
fn item_comment(file: &PythonFile, import: &Import, item: usize) -> String {
    let range = &import.items[item].range;
    let line = range.end..file.source.line_end(range.end).min(import.range.end);
    let rest = file.source.text(line).trim();
    match rest.trim_start_matches(',').trim_start() {
        comment if comment.starts_with('#') && alone(file, import, item) => format!("  {comment}"),
        _ => String::new(),
    }
}

/// Whether an item stands on lines of its own.
fn alone(file: &PythonFile, import: &Import, item: usize) -> bool {
    let line = |range: &Range<usize>| {
        (file.source.line_start(range.start), file.source.line_end(range.end))
    };
    let own = line(&import.items[item].range);
    // A comma before the name is that of the name before.
    let leads = file.source.is_blank(own.0..import.items[item].range.start);
    let others = import.items.iter().enumerate().filter(|(at, _)| *at != item);
    leads
        && own.0 > import.range.start
        && own.1 <= import.range.end
        && others.map(|(_, other)| line(&other.range)).all(|other| other != own)
}

/// The statement that imports from `module` already, stays, and `fits`: in the same block and before
/// what may use it.
fn home(
    file: &PythonFile,
    names: &Names,
    changes: &ImportChanges,
    beside: Option<usize>,
    module: &str,
    head: usize,
    fits: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    names.imports.iter().enumerate().position(|(index, import)| {
        let at_hand = if import.top_level {
            import.range.start < head && beside.is_none_or(|at| names.imports[at].top_level)
        } else {
            beside.is_some_and(|at| {
                let beside = &names.imports[at];
                beside.block == import.block && import.range.start < beside.range.start
            })
        };
        let items = 0..import.items.len();
        let stays = items.into_iter().any(|item| {
            let id = (index, item);
            !changes.dropped.contains(&id) && !changes.rehomed.contains_key(&id)
        });
        at_hand
            && beside != Some(index)
            && stays
            && !import.star
            && import.from.as_deref() == Some(module)
            // Its names are written anew, and its comments with them.
            && std::str::from_utf8(&file.source.bytes[import.range.clone()]).is_ok()
            && fits(index)
    })
}

/// Where whole lines go from between two blank ones, one of these goes as well.
fn close_gaps(file: &PythonFile, edits: &mut Vec<Edit>) {
    let source = &file.source;
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut merged: Vec<Edit> = Vec::new();
    for edit in edits.drain(..) {
        match merged.last_mut() {
            Some(last) if is_cut(last) && is_cut(&edit) && last.range.end == edit.range.start => {
                last.range.end = edit.range.end;
            }
            _ => merged.push(edit),
        }
    }
    for at in 0..merged.len() {
        let range = merged[at].range.clone();
        let whole = source.line_start(range.start) == range.start
            && source.line_start(range.end) == range.end
            && is_cut(&merged[at]);
        let follows = range.end < source.bytes.len() && source.is_blank_line(range.end);
        if !whole || !follows {
            continue;
        }
        if range.start == 0 {
            merged[at].range.end = source.line_end(range.end);
        } else if source.line(range.start - 1).ends_with(':') {
            // A block does not begin with a gap, unless something else comes there.
            let comes = |edit: &Edit| !is_cut(edit) && range.contains(&edit.range.start);
            if merged.iter().any(comes)
                || merged.iter().any(|one| one.range == (range.end..range.end))
            {
                continue;
            }
            merged[at].range.end = source.line_end(range.end);
        } else if source.is_blank_line(range.start - 1) {
            let free = at == 0 || merged[at - 1].range.end <= source.line_start(range.start - 1);
            if free {
                merged[at].range.start = source.line_start(range.start - 1);
            }
        }
    }
    *edits = merged;
}

fn is_cut(edit: &Edit) -> bool {
    edit.replacement.is_empty() && !edit.range.is_empty()
}
