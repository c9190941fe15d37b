//! The scopes of a file: what opens one, and which lies in which.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use tree_sitter::Node;

use super::Bound;
use crate::query::Match;
use crate::source::PythonFile;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Function,
    Class,
    Comprehension,
    /// Of type parameters: what they parameterise sees them, its defaults and its decorators aside.
    TypeParameters,
}

pub(super) struct Scope {
    pub(super) range: Range<usize>,
    /// The first iterable of a comprehension: it is evaluated outside.
    pub(super) outside: Range<usize>,
    pub(super) kind: ScopeKind,
    pub(super) parent: usize,
    pub(super) names: HashMap<String, Vec<(usize, Bound)>>,
    pub(super) globals: HashSet<String>,
}

/// The scopes of `file` among what was `found` in it, the module first, each behind the one around it.
pub(super) fn read(file: &PythonFile, found: &[Match]) -> Vec<Scope> {
    let scope = |range: Range<usize>, kind| Scope {
        outside: range.start..range.start,
        range,
        kind,
        parent: 0,
        names: HashMap::new(),
        globals: HashSet::new(),
    };
    let mut scopes = vec![scope(0..file.source.bytes.len() + 1, ScopeKind::Module)];
    for found in found {
        let Some(node) = found.node("scope") else {
            continue;
        };
        let kind = match found.kind {
            "class" => ScopeKind::Class,
            "comprehension" => ScopeKind::Comprehension,
            "type-parameters" => ScopeKind::TypeParameters,
            _ => ScopeKind::Function,
        };
        let mut scope = scope(node.byte_range(), kind);
        if kind == ScopeKind::TypeParameters {
            scope.range.end = parameterised(node).end_byte();
        }
        if kind == ScopeKind::Comprehension {
            let mut cursor = node.walk();
            let clause = node.named_children(&mut cursor).find(|one| one.kind() == "for_in_clause");
            let first = clause.and_then(|clause| clause.child_by_field_name("right"));
            scope.outside = first.map_or(scope.outside, |first| first.byte_range());
        }
        scopes.push(scope);
    }
    scopes.sort_by_key(|scope| (scope.range.start, std::cmp::Reverse(scope.range.end)));
    let mut open: Vec<usize> = vec![0];
    for index in 1..scopes.len() {
        while let Some(&last) = open.last()
            && scopes[last].range.end <= scopes[index].range.start
        {
            open.pop();
        }
        let around = open.iter().rev().copied();
        let start = scopes[index].range.start;
        let parent = { around }.find(|one| !scopes[*one].outside.contains(&start));
        scopes[index].parent = parent.unwrap_or(0);
        open.push(index);
    }
    scopes
}

/// The definition or alias that type parameters belong to.
fn parameterised(parameters: Node) -> Node {
    let mut node = parameters;
    while !node.kind().ends_with("_definition")
        && node.kind() != "type_alias_statement"
        && let Some(parent) = node.parent()
    {
        node = parent;
    }
    node
}
