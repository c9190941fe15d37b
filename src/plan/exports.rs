//! `__all__`: the names that a module says it has for others, where it is written out.
//! <https://docs.python.org/3/reference/simple_stmts.html#the-import-statement>

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tree_sitter::Node;

use crate::edit::Edit;
use crate::source::{PythonFile, string_value};

/// The bracket and the quote of `__all__`.
pub(super) fn style(file: &PythonFile) -> Option<(char, char)> {
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
pub(super) fn add(file: &PythonFile, names: &BTreeSet<&String>) -> Vec<Edit> {
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

/// Takes names out of `__all__`, where it is written out: `import *` would ask for them.
pub(super) fn remove(file: &PythonFile, names: &BTreeMap<String, String>) -> Vec<Edit> {
    let mut cursor = file.root().walk();
    let mut edits = Vec::new();
    let is_named =
        |node: Node| string_value(file, node).is_some_and(|(name, _)| names.contains_key(name));
    for statement in file.root().named_children(&mut cursor) {
        let Some(one) = statement.named_child(0) else { continue };
        let left = one.child_by_field_name("left").or_else(|| one.child_by_field_name("function"));
        match left.map_or("", |left| file.text(left)) {
            "__all__" | "__all__.extend" => edits.extend(without(file, one, &is_named)),
            "__all__.append" => {
                let arguments = one.child_by_field_name("arguments");
                if arguments.and_then(|list| list.named_child(0)).is_some_and(is_named) {
                    edits.push(Edit::delete(lines(file, statement)));
                }
            }
            _ => {}
        }
    }
    edits
}

/// The lines of a statement; the statement alone, where it shares them.
fn lines(file: &PythonFile, node: Node) -> Range<usize> {
    let source = &file.source;
    let lines = source.line_start(node.start_byte())..source.line_end(node.end_byte());
    let is_alone = source.is_blank(lines.start..node.start_byte())
        && source.is_blank(node.end_byte()..lines.end);
    if is_alone { lines } else { node.byte_range() }
}

/// Deletes the strings in the lists below `node` that are named, with their commas.
fn without(file: &PythonFile, node: Node, is_named: &dyn Fn(Node) -> bool) -> Vec<Edit> {
    let source = &file.source;
    let (mut open, mut edits) = (vec![node], Vec::new());
    while let Some(node) = open.pop() {
        let mut cursor = node.walk();
        let children: Vec<Node> = node.named_children(&mut cursor).collect();
        if !matches!(node.kind(), "list" | "tuple") {
            open.extend(children);
            continue;
        }
        let items: Vec<Node> = children.into_iter().filter(|one| one.kind() != "comment").collect();
        let stay: Vec<usize> = (0..items.len()).filter(|at| !is_named(items[*at])).collect();
        let inside = node.start_byte() + 1..node.end_byte() - 1;
        if stay.is_empty() && !items.is_empty() && !source.text(inside.clone()).contains('#') {
            edits.push(Edit::delete(inside));
            continue;
        }
        if let ("tuple", [only]) = (node.kind(), stay.as_slice())
            && items.len() > 1
            && !source.text(items[*only].end_byte()..inside.end).trim_start().starts_with(',')
        {
            // Without its comma it would be a string.
            edits.push(Edit::insert(items[*only].end_byte(), ","));
        }
        for (at, item) in items.iter().enumerate().filter(|(at, _)| !stay.contains(at)) {
            let lines = source.line_start(item.start_byte())..source.line_end(item.end_byte());
            let rest = source.text(item.end_byte()..lines.end).trim_start().trim_start_matches(',');
            let alone = source.is_blank(lines.start..item.start_byte())
                && (rest.trim().is_empty() || rest.trim_start().starts_with('#'));
            let before = stay.iter().rfind(|other| **other < at);
            let is_last = stay.iter().all(|other| *other < at);
            edits.push(match (alone, items.get(at + 1), before) {
                (true, ..) => Edit::delete(lines),
                (false, _, Some(before)) if is_last => {
                    Edit::delete(items[*before].end_byte()..item.end_byte())
                }
                (false, Some(next), _) => Edit::delete(item.start_byte()..next.start_byte()),
                (false, None, _) => Edit::delete(item.byte_range()),
            });
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Edits;
    use crate::source::parse_text;

    fn changed(text: &str, edits: impl Fn(&PythonFile) -> Vec<Edit>) -> String {
        let file = parse_text("m.py".as_ref(), text).unwrap();
        let mut edits = edits(&file);
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        // As a file's plan does: deletions that overlap are one.
        edits.dedup_by(|next, last| {
            let overlap = next.range.start < last.range.end;
            last.range.end = last.range.end.max(if overlap { next.range.end } else { 0 });
            overlap
        });
        let bytes = Edits::new(edits).unwrap().apply(text.as_bytes());
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn names_leave_all() {
        let names = ["B", "C"].map(|name| (name.to_owned(), name.to_owned()));
        let names = BTreeMap::from(names);
        for (text, wanted) in [
            ("__all__ = ['A', 'B', 'C']\n", "__all__ = ['A']\n"),
            ("__all__ = ['B', 'A', 'C']\n", "__all__ = ['A']\n"),
            ("__all__ = ('B', 'A')\n", "__all__ = ('A',)\n"),
            ("__all__ = ['B',]\n", "__all__ = []\n"),
            ("__all__ = [\n    'A',\n    'B',  # b\n]\n", "__all__ = [\n    'A',\n]\n"),
            ("__all__ += ['C']\n__all__.append('B')\n", "__all__ += []\n"),
            ("__all__ = a.__all__ + ('C', 'D')\n", "__all__ = a.__all__ + ('D',)\n"),
            ("others = ['B']\n__all__.append('D')\n", "others = ['B']\n__all__.append('D')\n"),
        ] {
            assert_eq!(changed(text, |file| remove(file, &names)), wanted);
        }
    }

    #[test]
    fn names_join_all() {
        let name = "B".to_owned();
        let names = BTreeSet::from([&name]);
        for (text, wanted) in [
            ("__all__ = ['A', 'C']\n", "__all__ = ['A', 'B', 'C']\n"),
            (
                "__all__ = (\n    \"C\",\n    \"A\"\n)\n",
                "__all__ = (\n    \"C\",\n    \"A\",\n    \"B\",\n)\n",
            ),
            ("__all__ = ['A', 'B']\n", "__all__ = ['A', 'B']\n"),
            ("__all__ = a.__all__\n", "__all__ = a.__all__\n"),
        ] {
            assert_eq!(changed(text, |file| add(file, &names)), wanted);
        }
    }
}
