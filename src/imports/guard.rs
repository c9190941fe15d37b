//! Imports that nothing but type checkers needs: they go under `if TYPE_CHECKING:`, where they are
//! never run. <https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING>

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::place::top;
use super::{ImportChanges, Needed};
use crate::edit::Edit;
use crate::names::{Import, Names, is_for_types};
use crate::source::PythonFile;

/// What a guard needs itself, where the module has none.
pub(super) fn condition(
    file: &PythonFile,
    names: &Names,
    changes: &ImportChanges,
) -> Option<Needed> {
    let is_there = changes.for_types.is_empty()
        || block(file).is_some()
        || !names.at_module_level("TYPE_CHECKING").is_empty();
    let name = "TYPE_CHECKING".to_owned();
    (!is_there).then(|| Needed { module: Some("typing".to_owned()), name, alias: None })
}

/// Inserts the imports: into the guard that is there, or into a new one behind the imports that
/// stand above `head`.
pub(super) fn insert(
    file: &PythonFile,
    names: &Names,
    changes: &ImportChanges,
    head: usize,
    edits: &mut Vec<Edit>,
) {
    if changes.for_types.is_empty() {
        return;
    }
    let source = &file.source;
    let newline = source.newline();
    let mut modules: BTreeMap<(bool, &str), BTreeSet<String>> = BTreeMap::new();
    for needed in &changes.for_types {
        let key = match &needed.module {
            Some(module) => (true, module.as_str()),
            None => (false, needed.name.as_str()),
        };
        modules.entry(key).or_default().insert(needed.item());
    }
    let lines = modules.into_iter().map(|((is_from, module), items)| {
        let items: Vec<String> = items.into_iter().collect();
        match is_from {
            true => format!("from {module} import {}", items.join(", ")),
            false => format!("import {}", items.join(", ")),
        }
    });
    if let Some(last) = block(file).and_then(last_statement) {
        let indent = source.text(source.line_start(last.start_byte())..last.start_byte());
        let text: String = lines.map(|line| format!("{newline}{indent}{line}")).collect();
        let line = source.line_start(last.end_byte());
        edits.push(Edit::insert(line + source.line(last.end_byte()).len(), text));
        return;
    }
    let text: String = lines.map(|line| format!("    {line}{newline}")).collect();
    let guard = format!("if TYPE_CHECKING:{newline}{text}");
    // What the guard asks has to be there.
    let condition = names.at_module_level("TYPE_CHECKING").iter().map(|(at, _)| *at).min();
    let binds_it = |range: &std::ops::Range<usize>| condition.is_some_and(|at| range.contains(&at));
    let is_above = |one: &&Import| one.range.start < head || binds_it(&one.range);
    let mut above = names.imports.iter().filter(|one| one.top_level).filter(is_above);
    edits.push(match above.next_back() {
        Some(import) => {
            Edit::insert(source.line_end(import.range.end), format!("{newline}{guard}"))
        }
        None => Edit::insert(top(file), format!("{guard}{newline}")),
    });
}

/// The block of the guard that a module has, where it stands on lines of its own.
fn block(file: &PythonFile) -> Option<Node<'_>> {
    let mut cursor = file.root().walk();
    let guards: Vec<Node> =
        file.root().named_children(&mut cursor).filter(|one| is_for_types(file, *one)).collect();
    guards.into_iter().filter_map(|one| one.child_by_field_name("consequence")).find(|block| {
        let start = block.start_byte();
        last_statement(*block).is_some_and(|last| {
            file.source.is_blank(file.source.line_start(last.start_byte())..last.start_byte())
        }) && file.source.is_blank(file.source.line_start(start)..start)
    })
}

fn last_statement(block: Node) -> Option<Node> {
    let mut cursor = block.walk();
    block.named_children(&mut cursor).filter(|one| one.kind() != "comment").last()
}
