//! What nothing but type checkers looks up: names in annotations that are not evaluated, and what is
//! imported under `if TYPE_CHECKING:`. <https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING>

use tree_sitter::Node;

use super::bring::item_of;
use super::graft::{needed, show};
use super::outline::{Use, postpones_annotations};
use super::{Graft, Job};
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::Needed;
use crate::names::{Bound, Meaning, is_builtin};

impl Job<'_> {
    /// Whether the source imports a name for types alone.
    pub(super) fn is_for_types(&self, name: &str) -> bool {
        let names = self.source.names;
        let bindings = names.at_module_level(name);
        let for_types = |(_, bound): &(usize, Bound)| {
            matches!(bound, Bound::Import(import, _)
                if names.imports[*import].for_types)
        };
        !bindings.is_empty() && bindings.iter().all(for_types)
    }

    /// Brings a name that only type checkers look up: no cycle comes of it.
    pub(super) fn supply_types(
        &self,
        name: &str,
        uses: &[&Use],
        graft: &mut Graft,
    ) -> Result<(), Error> {
        let names = self.source.names;
        let bindings = names.at_module_level(name);
        let meaning = |bound| names.meaning_of(self.project, name, bound);
        let first = bindings.first().map(|(_, bound)| *bound);
        let imported = match first {
            None => self.by_star(name)?,
            Some(first @ Bound::Import(import, item))
                if bindings.iter().all(|(_, other)| meaning(*other) == meaning(first)) =>
            {
                meaning(first).map(|meaning| (meaning, item_of(&names.imports[import], item)))
            }
            Some(_) => None,
        };
        let imported = imported.map(|(meaning, import)| (self.after_move(meaning), import));
        let is_from_nowhere = is_builtin(name) || names.star_modules().next().is_none();
        if bindings.is_empty() && imported.is_none() && is_from_nowhere {
            return Ok(());
        }
        // Whatever it is, the old module has it by this name.
        let here = || {
            let wanted = Meaning::Member(names.module.clone(), name.to_owned());
            (wanted, needed(&names.module, name, name))
        };
        let (wanted, mut import) = imported.unwrap_or_else(here);
        if let Meaning::Member(module, member) = &wanted {
            if module == self.target_module {
                let rename = |one: &&Use| Edit::replace(one.range.clone(), member.clone());
                graft.inner.extend(uses.iter().filter(|_| member != name).map(rename));
                return Ok(());
            }
            import = needed(module, member, name);
        }
        let there = self.target.names.at_module_level(name);
        let is_other = |bound: Bound| {
            let meaning = self.target.names.meaning_of(self.project, name, bound);
            meaning.map(|meaning| self.after_move(meaning)).as_ref() != Some(&wanted)
        };
        let stays = |at: usize| self.statement_at(at).is_some_and(|at| self.target_has(at));
        if let Some((at, _)) = there.iter().find(|(_, bound)| is_other(*bound)) {
            if !bindings.is_empty() && bindings.iter().all(|(at, _)| stays(*at)) {
                return Ok(());
            }
            let alias = self.free_alias(&wanted).filter(|_| !import.name.contains('.'));
            let Some(alias) = alias else {
                return Err(self.something_else(*at, name, &show(&wanted)));
            };
            let rename = |one: &&Use| Edit::replace(one.range.clone(), alias.clone());
            graft.inner.extend(uses.iter().map(rename));
            graft.for_types.insert(Needed { alias: Some(alias), ..import });
        } else if there.is_empty() {
            graft.for_types.insert(import);
        }
        Ok(())
    }

    /// Annotations that are not evaluated in the old module must not be in the new one.
    /// <https://peps.python.org/pep-0563/>
    pub(super) fn future_annotations(&self, graft: &mut Graft) {
        let annotated = self.moving.iter().any(|at| {
            let range = &self.outline.statements[*at].range;
            let root = self.source.file.root();
            let node = root.descendant_for_byte_range(range.start, range.end);
            node.is_some_and(|node| contains_kind(node, "type"))
        });
        let postponed = |file| postpones_annotations(file);
        if annotated && postponed(self.source.file) && !postponed(self.target.file) {
            graft.imports.insert(needed("__future__", "annotations", "annotations"));
        }
    }
}

fn contains_kind(node: Node, kind: &str) -> bool {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.kind() == kind {
            return true;
        }
        let mut cursor = node.walk();
        open.extend(node.named_children(&mut cursor));
    }
    false
}
