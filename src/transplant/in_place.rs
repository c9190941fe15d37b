//! What stays in the old module and uses what has left it, where the old module must not import the
//! new one: labels in relations, imports in the functions that need them, imports for type checkers.

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use super::outline::{Statement, Use};
use super::{Graft, Job};
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::Needed;

impl<'a> Job<'a> {
    /// The names that move and that staying statements use, with these uses.
    pub fn used_by_stayers(&self) -> BTreeMap<&'a str, Vec<&'a Use>> {
        let (outline, moving) = (self.outline, self.moving_names());
        let stays = |(at, _): &(usize, &Statement)| !self.moving.contains(at);
        let statements = outline.statements.iter().enumerate().filter(stays);
        let mut found: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
        for one in statements.flat_map(|(_, one)| &one.uses) {
            if moving.contains(one.name.as_str()) {
                found.entry(&one.name).or_default().push(one);
            }
        }
        found
    }

    /// Gives each use of `name` in what stays the thing itself, without an import that runs when the
    /// module is imported. `import` brings the name. The edits are those of the old module.
    ///
    /// # Errors
    /// A use that runs when the module is imported, and is no relation.
    pub fn in_place(&self, name: &str, uses: &[&Use], import: &Needed) -> Result<Graft, Error> {
        let mut graft = Graft::default();
        let relations = self.relations()?;
        let (types, run): (Vec<&Use>, Vec<&Use>) = uses.iter().partition(|one| one.for_types);
        let run = self.lazy(&run, &relations, &mut graft);
        let run = self.in_annotations(run, import, &mut graft);
        if let Some(one) = run.iter().find(|one| !self.in_bodies(&[**one])) {
            let module = &self.source.names.module;
            let child = self.inherits(one).map_or_else(String::new, |class| {
                format!(": '{class}' inherits from it, and could be named in the command as well")
            });
            return Err(self
                .source
                .file
                .source
                .error(
                    one.range.start,
                    format!("'{name}' is needed here when {module} is imported{child}"),
                )
                .of_cycle()
                .help("use a label, or import it in the functions that need it, and run again"));
        }
        self.import_in_functions(&run, import, &mut graft);
        if !types.is_empty() {
            graft.for_types.insert(import.clone());
        }
        Ok(graft)
    }

    /// The class that has a use among its bases.
    fn inherits(&self, one: &Use) -> Option<&str> {
        let file = self.source.file;
        let node = file.root().descendant_for_byte_range(one.range.start, one.range.end)?;
        let is_end = |node: &Node| matches!(node.kind(), "class_definition" | "block");
        let node = file.around(node).find(is_end)?;
        Some(file.text(node.child_by_field_name("name")?))
    }

    /// Puts annotations of functions in quotes, which nothing but type checkers needs: `import` brings
    /// the name for them. Returns the other uses.
    pub(super) fn in_annotations<'u>(
        &self,
        uses: Vec<&'u Use>,
        import: &Needed,
        graft: &mut Graft,
    ) -> Vec<&'u Use> {
        let (quoted, rest): (Vec<&Use>, Vec<&Use>) =
            uses.into_iter().partition(|one| !one.in_function && self.annotation(one).is_some());
        if !quoted.is_empty() {
            self.quote(&quoted, graft);
            graft.for_types.insert(import.clone());
        }
        rest
    }

    /// The annotation of a function around a use, which can be put in quotes. (Those of classes may
    /// be asked for when the class is made.)
    fn annotation(&self, one: &Use) -> Option<Node<'_>> {
        let file = self.source.file;
        let mut at = file.root().descendant_for_byte_range(one.range.start, one.range.end)?;
        let mut found = None;
        for parent in file.around(at) {
            let of_function =
                parent.kind() == "function_definition" || parent.kind().starts_with("typed_");
            if at.kind() == "type" && of_function {
                found = Some(at);
            }
            at = parent;
            if matches!(at.kind(), "block" | "module") {
                break;
            }
        }
        // Quotes inside of quotes would end them.
        found.filter(|node| !self.source.file.text(*node).contains(['"', '\'', '\n']))
    }

    /// Puts annotations in quotes: they are not evaluated then.
    fn quote(&self, uses: &[&Use], graft: &mut Graft) {
        let nodes: BTreeSet<(usize, usize)> = uses
            .iter()
            .filter_map(|one| self.annotation(one))
            .map(|node| (node.start_byte(), node.end_byte()))
            .collect();
        for (start, end) in nodes {
            let quote = super::model::quote(self.source.file);
            graft.inner.push(Edit::insert(start, quote.to_string()));
            graft.inner.push(Edit::insert(end, quote.to_string()));
        }
    }
}
