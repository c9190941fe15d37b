//! Where what moves is put in its new module: below what it needs, above what needs it.
//!
//! That is the end of the module, but for two things. Something there may need a name that moves
//! when the module is imported (a base class, `@receiver(…, sender=Encounter)`): what moves then
//! stands above the first such statement, if all that it needs itself stands higher still. And what
//! closes a module stays its end: the function that finds names for others, and what runs when the
//! module is run.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Module;
use super::outline::{Outline, Statement};
use crate::names::Meaning;
use crate::project::Project;
use crate::source::Source;

/// The names by which `statements` of `source` look something up when they are run, as the module
/// `target` has them.
pub fn needs<'a>(
    project: &Project,
    source: Module,
    statements: impl Iterator<Item = &'a Statement>,
    target: &str,
) -> BTreeSet<String> {
    let mut needs = BTreeSet::new();
    for one in statements.flat_map(|one| &one.uses).filter(|one| !one.in_function && !one.for_types)
    {
        needs.insert(one.name.clone());
        for (_, bound) in source.names.at_module_level(&one.name) {
            match source.names.meaning_of(project, &one.name, *bound) {
                Some(Meaning::Member(module, member)) if module == target => {
                    needs.insert(member);
                }
                Some(Meaning::Module(module))
                    if format!("{target}.").starts_with(&format!("{module}.")) =>
                {
                    let path = path_at(&source.file.source, one.range.end);
                    needs.extend(path.split('.').map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    needs
}

/// What follows a name behind dots.
fn path_at(source: &Source, at: usize) -> &str {
    let rest = source.text(at..source.line_end(at));
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]
}

/// The byte of `target` at which what moves is put. It `needs` these names there when it is run; at
/// the bytes of `users` a name that moves is looked up when the target is imported: of these lists,
/// the first counts that can be had below it.
pub fn position(
    target: Module,
    outline: &Outline,
    needs: &BTreeSet<String>,
    users: &[Vec<usize>],
) -> usize {
    let source = &target.file.source;
    let statement_at =
        |at: usize| outline.statements.iter().position(|one| one.range.contains(&at));
    let needs = with_functions(source, outline, needs);
    let bound = needs.iter().flat_map(|name| target.names.at_module_level(name));
    let last = bound.filter_map(|(at, _)| statement_at(*at)).max();
    for users in users {
        let first = users.iter().filter_map(|at| statement_at(*at)).min();
        if let Some(first) = first.filter(|first| last.is_none_or(|last| last < *first)) {
            let at = outline.statements[first].lines.start;
            let above = first.checked_sub(1).map_or(0, |above| outline.statements[above].range.end);
            // A line of two statements is not taken apart.
            if above <= at {
                return at;
            }
        }
    }
    let closing = outline.statements.iter().rev().take_while(|one| closes(source, one));
    closing.last().map_or(source.bytes.len(), |one| one.lines.start)
}

/// Names, and those that functions use which have one of the names: they may be called.
fn with_functions(
    source: &Source,
    outline: &Outline,
    names: &BTreeSet<String>,
) -> BTreeSet<String> {
    let (mut found, mut open) = (names.clone(), Vec::from_iter(names.clone()));
    while let Some(name) = open.pop() {
        for at in outline.defining(&name) {
            let one = &outline.statements[at];
            for used in one.uses.iter().filter(|_| is_function(source, &one.range)) {
                if found.insert(used.name.clone()) {
                    open.push(used.name.clone());
                }
            }
        }
    }
    found
}

fn is_function(source: &Source, range: &Range<usize>) -> bool {
    let mut lines = source.text(range.clone()).lines();
    lines.any(|line| line.starts_with("def ") || line.starts_with("async def "))
}

/// Whether a statement is one that a module ends with: <https://peps.python.org/pep-0562/>,
/// <https://docs.python.org/3/library/__main__.html>.
fn closes(source: &Source, one: &Statement) -> bool {
    let finds_names = matches!(one.defines.as_deref(), Some("__getattr__" | "__dir__"));
    finds_names || source.text(one.range.clone()).starts_with("if __name__ == ")
}

/// `text` as it is put at byte `at`, two blank lines from what stands around it. `follows` says
/// whether new imports come above it, should it be the first of the module.
pub fn fitted(source: &Source, at: usize, text: &str, follows: bool) -> String {
    let newline = source.newline();
    let (mut start, mut blank) = (at, 0);
    while start > 0 && source.is_blank_line(start - 1) {
        start = source.line_start(start - 1);
        blank += 1;
    }
    let is_end = at == source.bytes.len();
    let above = if source.is_blank(0..at) {
        usize::from(follows)
    } else if is_end {
        if source.bytes.ends_with(b"\n") { 2 } else { 3 }
    } else {
        2_usize.saturating_sub(blank)
    };
    let below = if is_end { 0 } else { 2 };
    format!("{}{text}{}", newline.repeat(above), newline.repeat(below))
}
