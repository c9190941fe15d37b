//! What stands inside the moved statements and has to say more, or other, than it did: imports in
//! functions, relative imports.

use std::collections::HashSet;

use tree_sitter::Node;

use super::outline::Use;
use super::{Graft, Job, first_statement};
use crate::edit::Edit;
use crate::imports::Needed;

impl Job<'_> {
    /// Whether all `uses` stand in the bodies of functions, where an import can be put. A lambda in
    /// the body of a class is run later as well, and has no place for one.
    pub(super) fn in_bodies(&self, uses: &[&Use]) -> bool {
        uses.iter().all(|one| one.in_function && self.body_around(one).is_some())
    }

    /// The body of the outermost function around a use.
    fn body_around(&self, one: &Use) -> Option<Node<'_>> {
        let root = self.source.file.root();
        let mut node = root.descendant_for_byte_range(one.range.start, one.range.end);
        let mut found = None;
        while let Some(at) = node {
            let body =
                at.child_by_field_name("body").filter(|_| at.kind() == "function_definition");
            found = body.filter(|body| body.byte_range().contains(&one.range.start)).or(found);
            node = at.parent();
        }
        found
    }

    /// Imports a name at the start of each function that uses it.
    pub(super) fn import_in_functions(&self, uses: &[&Use], import: &Needed, graft: &mut Graft) {
        let file = self.source.file;
        let mut done = HashSet::new();
        for one in uses {
            let Some(first) = self.body_around(one).and_then(first_statement) else {
                continue;
            };
            if !done.insert(first.start_byte()) {
                continue;
            }
            let source = &file.source;
            let indent_range = source.line_start(first.start_byte())..first.start_byte();
            let indent = source.text(indent_range);
            let line = import.statement();
            let text = match indent.trim().is_empty() {
                true => format!("{line}{}{}{indent}", source.newline(), source.newline()),
                false => format!("{line}; "),
            };
            graft.inner.push(Edit::insert(first.start_byte(), text));
        }
    }

    /// Relative imports inside what moves count their dots from the new place.
    pub(super) fn relative_imports(&self, graft: &mut Graft) {
        for (index, import) in self.source.names.imports.iter().enumerate() {
            let inside = self.statement_at(import.range.start);
            let written = self.source.file.source.text(import.from_range.clone());
            if inside.is_some_and(|at| self.moving.contains(&at)) && written.starts_with('.') {
                graft.absolute.insert(index);
            }
        }
    }
}
