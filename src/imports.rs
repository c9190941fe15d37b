//! Changes import statements: names that move to another module, names that go, names that come.
//!
//! The smallest change that keeps the file's own style: the module of a statement is replaced
//! where all its names move; a name joins a statement that already imports from its new module,
//! in its order; comments, parentheses and trailing commas stay.

mod place;

use std::collections::{BTreeMap, BTreeSet};

use crate::edit::Edit;
use crate::imports::place::sorted_place;
use crate::names::{Import, Names};
use crate::project::Project;
use crate::source::PythonFile;

/// Lines longer than this are wrapped when a name is added, as Black and isort do.
const LINE_LENGTH: usize = 88;

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
    /// The first byte of what uses an import that comes, where that is run when the module is
    /// imported and does not say the new name yet.
    pub first_use: Option<usize>,
    /// The byte above which nothing is added.
    pub floor: usize,
    /// Imports that come for the sake of others, who still import the names from here: a
    /// statement of their own that linters are told about.
    pub reexported: BTreeSet<Needed>,
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
    let mut new: BTreeSet<(&Needed, bool)> = BTreeSet::new();
    for needed in &changes.added {
        let module = needed.module.as_deref();
        let home = module.and_then(|module| home(names, changes, None, module, head));
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
    new.extend(changes.reexported.iter().map(|needed| (needed, true)));
    let mut edits = Vec::new();
    let gone = |index: &usize| {
        statements.get(index).is_some_and(|statement| {
            statement.gone.len() == names.imports[*index].items.len()
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
    place::insert(project, file, names, &new, &gone, changes.floor.min(head)..head, &mut edits);
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
        let text = |item: &usize| match import.items[*item].local() {
            local if local == name(item) => local.to_owned(),
            local => format!("{} as {local}", name(item)),
        };
        let same_names = items.iter().all(|item| import.items[*item].name == *name(item));
        let commented =
            file.source.text(import.range.start..file.source.line_end(import.range.end));
        let mergeable = !commented.contains('#');
        let moved_there = || {
            let host = statements.iter().find(|(host, statement)| {
                names.imports[**host].block == import.block
                    && (!import.top_level || names.imports[**host].range.start < head)
                    && statement.module.as_deref() == Some(module)
                    && (names.imports[**host].range.start < import.range.start || import.top_level)
            });
            host.map(|(host, _)| *host)
        };
        let keeps_meaning =
            |host: &usize| items.iter().all(|item| is_steady(names, index, *item, *host));
        let there = || {
            let home = home(names, changes, Some(index), module, head).or_else(moved_there);
            home.filter(keeps_meaning)
        };
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
        let first = import.from.as_deref().is_some_and(|from| module < from);
        let place = if first { &mut statement.before } else { &mut statement.after };
        place.append(&mut lines);
    }
}

/// Whether `import *` stands in a range, and may bring any name.
fn has_star(names: &Names, range: std::ops::Range<usize>) -> bool {
    names.imports.iter().any(|import| import.star && range.contains(&import.range.start))
}

/// Whether nothing between two statements binds the name that an item of the first binds: the item
/// can go to the other.
fn is_steady(names: &Names, index: usize, item: usize, host: usize) -> bool {
    let (import, host) = (&names.imports[index], &names.imports[host]);
    let between = import.range.end.min(host.range.end)..import.range.start.max(host.range.start);
    let bound = names.lookup(import.items[item].local(), import.range.start);
    !has_star(names, between.clone()) && !bound.iter().any(|(at, _)| between.contains(at))
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
    let line = |range: &std::ops::Range<usize>| {
        (file.source.line_start(range.start), file.source.line_end(range.end))
    };
    let own = line(&import.items[item].range);
    // A comma before the name is that of the name before.
    let leads = file.source.text(own.0..import.items[item].range.start).trim().is_empty();
    let others = import.items.iter().enumerate().filter(|(at, _)| *at != item);
    leads
        && own.0 > import.range.start
        && own.1 <= import.range.end
        && others.map(|(_, other)| line(&other.range)).all(|other| other != own)
}

/// The statement that imports from `module` already, and stays: in the same block and before what
/// may use it.
fn home(
    names: &Names,
    changes: &ImportChanges,
    beside: Option<usize>,
    module: &str,
    head: usize,
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
    let blank = |at: usize| source.line(at).trim().is_empty();
    for at in 0..merged.len() {
        let range = merged[at].range.clone();
        let whole = source.line_start(range.start) == range.start
            && source.line_start(range.end) == range.end
            && is_cut(&merged[at]);
        let follows = range.end < source.bytes.len() && blank(range.end);
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
        } else if blank(range.start - 1) {
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

/// The edits of one statement that exists.
/// `previous_goes`: whether a
/// statement before it on its line is taken out.
fn rewrite(
    file: &PythonFile,
    import: &Import,
    statement: &Statement,
    previous_goes: bool,
    edits: &mut Vec<Edit>,
) {
    let source = &file.source;
    let newline = source.newline();
    let (start, end) = (source.line_start(import.range.start), source.line_end(import.range.end));
    let indent = source.text(start..import.range.start);
    let own_line = stands_alone(file, import);
    let indent = if own_line { indent } else { "" };
    let kept = import.items.len() - statement.gone.len();
    let goes = kept == 0 && statement.joining.is_empty() && statement.module.is_none();
    if !own_line && goes {
        let lines: Vec<&str> =
            statement.before.iter().chain(&statement.after).map(String::as_str).collect();
        edits.push(match lines.is_empty() {
            true => Edit::delete(within_line(file, import, previous_goes)),
            false => Edit::replace(import.range.clone(), lines.join("; ")),
        });
        return;
    }
    for line in &statement.before {
        if own_line {
            edits.push(Edit::insert(start, format!("{indent}{line}{newline}")));
        } else {
            edits.push(Edit::insert(import.range.start, format!("{line}; ")));
        }
    }
    if goes {
        edits.push(Edit::delete(start..end));
    } else if statement.gone.is_empty() && statement.joining.is_empty() {
        if let Some(module) = &statement.module {
            edits.push(Edit::replace(import.from_range.clone(), module.clone()));
        }
    } else {
        items(file, import, statement, edits);
    }
    for line in &statement.after {
        if own_line && source.bytes.get(end - 1) == Some(&b'\n') {
            edits.push(Edit::insert(end, format!("{indent}{line}{newline}")));
        } else if own_line {
            edits.push(Edit::insert(end, format!("{newline}{indent}{line}")));
        } else {
            edits.push(Edit::insert(import.range.end, format!("; {line}")));
        }
    }
}

/// Whether a statement shares its lines with no other.
fn stands_alone(file: &PythonFile, import: &Import) -> bool {
    let source = &file.source;
    let before = source.text(source.line_start(import.range.start)..import.range.start);
    let behind = source.text(import.range.end..source.line_end(import.range.end));
    before.trim().is_empty() && !behind.trim_start().starts_with(';')
}

/// What goes with a statement that shares its line: the semicolon behind it, or the one before it,
/// if that does not go with the statement before.
fn within_line(file: &PythonFile, import: &Import, previous_goes: bool) -> std::ops::Range<usize> {
    let source = &file.source;
    let rest = source.text(import.range.end..source.line_end(import.range.end));
    let behind = rest.trim_start().strip_prefix(';').map(str::trim_start);
    if let Some(behind) = behind.filter(|behind| !behind.is_empty() && !behind.starts_with('#')) {
        return import.range.start..import.range.end + (rest.len() - behind.len());
    }
    let before = source.text(source.line_start(import.range.start)..import.range.start);
    match before.trim_end().strip_suffix(';') {
        // A semicolon that nothing follows.
        None if before.trim().is_empty() => {
            let semicolon = rest.find(';').map_or(0, |at| at + 1);
            import.range.start..import.range.end + semicolon
        }
        Some(stays) if !previous_goes => {
            import.range.start - (before.len() - stays.len())..import.range.end
        }
        _ => import.range.clone(),
    }
}

/// Takes items out of a statement and puts others in.
fn items(file: &PythonFile, import: &Import, statement: &Statement, edits: &mut Vec<Edit>) {
    let source = &file.source;
    let text = source.text(import.range.clone());
    let one_a_line =
        text.contains('\n') && (0..import.items.len()).all(|item| alone(file, import, item));
    if !one_a_line && !text.contains('#') {
        whole(file, import, statement, edits);
        return;
    }
    if let Some(module) = &statement.module {
        edits.push(Edit::replace(import.from_range.clone(), module.clone()));
    }
    let newline = source.newline();
    let last = import.items.len() - 1;
    for item in &statement.gone {
        let range = &import.items[*item].range;
        if alone(file, import, *item) {
            edits.push(Edit::delete(source.line_start(range.start)..source.line_end(range.end)));
        } else if *item < last {
            edits.push(Edit::delete(range.start..import.items[item + 1].range.start));
        } else {
            edits.push(Edit::delete(range.clone()));
        }
    }
    let local = |item: &crate::names::ImportItem| source.text(item.range.clone()).to_owned();
    let existing: Vec<String> = import.items.iter().map(local).collect();
    let mut closed = false;
    for name in &statement.joining {
        let at = sorted_place(&existing, name).unwrap_or(existing.len());
        let line_start = |item: usize| source.line_start(import.items[item].range.start);
        if !one_a_line {
            let end = import.items[last].range.end;
            edits.push(Edit::insert(end, format!(", {name}")));
            continue;
        }
        let indent_range = line_start(0)..import.items[0].range.start;
        let line = format!("{}{name},{newline}", source.text(indent_range));
        if at <= last {
            edits.push(Edit::insert(line_start(at), line));
            continue;
        }
        let range = &import.items[last].range;
        let rest = source.text(range.end..source.line_end(range.end));
        let has_comma = rest.trim_start().starts_with(',') || statement.gone.contains(&last);
        if !has_comma && !std::mem::replace(&mut closed, true) {
            edits.push(Edit::insert(range.end, ","));
        }
        edits.push(Edit::insert(source.line_end(range.end), line));
    }
}

/// Writes a statement without comments anew, on one line or wrapped.
fn whole(file: &PythonFile, import: &Import, statement: &Statement, edits: &mut Vec<Edit>) {
    let source = &file.source;
    let newline = source.newline();
    let mut items: Vec<String> = Vec::new();
    for (at, item) in import.items.iter().enumerate() {
        if !statement.gone.contains(&at) {
            items.push(source.text(item.range.clone()).to_owned());
        }
    }
    for name in &statement.joining {
        let at = sorted_place(&items, name).unwrap_or(items.len());
        items.insert(at, name.clone());
    }
    let text = source.text(import.range.clone());
    let parentheses = text.contains('(');
    let Some(from) = &import.from else {
        edits.push(Edit::replace(import.range.clone(), format!("import {}", items.join(", "))));
        return;
    };
    let written = source.text(import.from_range.clone());
    let module =
        statement.module.as_deref().unwrap_or(if written.is_empty() { from } else { written });
    let line = match parentheses && !text.contains('\n') {
        true => format!("from {module} import ({})", items.join(", ")),
        false => format!("from {module} import {}", items.join(", ")),
    };
    let indent_range = source.line_start(import.range.start)..import.range.start;
    let indent = source.text(indent_range);
    if !indent.trim().is_empty() {
        // Behind another statement there is no column to wrap to.
        edits.push(Edit::replace(import.range.clone(), line));
        return;
    }
    let long = indent.len() + line.len() > LINE_LENGTH && text.len() <= LINE_LENGTH;
    let new = if long || (text.contains('\n') && indent.len() + line.len() > LINE_LENGTH) {
        let inner = format!("{indent}    ");
        let list: String = items.iter().map(|item| format!("{inner}{item},{newline}")).collect();
        format!("from {module} import ({newline}{list}{indent})")
    } else {
        line
    };
    edits.push(Edit::replace(import.range.clone(), new));
}
