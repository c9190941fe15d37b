//! What stands inside the moved statements and has to say more, or other, than it did: imports in
//! functions, relative imports, labels in relations.

use std::collections::{BTreeMap, HashSet};

use tree_sitter::Node;

use super::outline::Use;
use super::{Graft, Job, first_statement, model};
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::Needed;
use crate::names::{Bound, Meaning};
use crate::query;

/// The module of the signals that models send.
const SIGNALS: &str = "django.db.models.signals";

/// These signals.
const MODEL_SIGNALS: &[&str] =
    &["pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"];

impl Job<'_> {
    /// Whether all `uses` stand in the bodies of functions, where an import can be put. A lambda in
    /// the body of a class is run later as well, and has no place for one.
    pub(super) fn in_bodies(&self, uses: &[&Use]) -> bool {
        uses.iter().all(|one| one.in_function && self.body_around(one).is_some())
    }

    /// The body of the outermost function around a use.
    fn body_around(&self, one: &Use) -> Option<Node<'_>> {
        let file = self.source.file;
        let node = file.root().descendant_for_byte_range(one.range.start, one.range.end)?;
        let functions = file.around(node).filter(|at| at.kind() == "function_definition");
        let mut bodies = functions.filter_map(|function| function.child_by_field_name("body"));
        bodies.rfind(|body| body.byte_range().contains(&one.range.start))
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

    /// What relation fields point to, and receivers of the signals of models are for, by the first
    /// byte of the class: Django takes a label there as well.
    /// <https://docs.djangoproject.com/en/stable/ref/signals/#model-signals>
    pub(super) fn relations(&self) -> Result<BTreeMap<usize, Node<'_>>, Error> {
        let file = self.source.file;
        let mut found = BTreeMap::new();
        for one in query::RELATIONS.matches(file, file.root())? {
            if let Some(node) =
                one.node("to").filter(|node| matches!(node.kind(), "identifier" | "attribute"))
            {
                found.insert(node.start_byte(), node);
            }
        }
        for one in query::SIGNALS.matches(file, file.root())? {
            let (Some(decorator), Some(sender)) = (one.node("receiver"), one.node("sender")) else {
                continue;
            };
            let is_class = matches!(sender.kind(), "identifier" | "attribute");
            if is_class && self.is_of_models(decorator) {
                found.insert(sender.start_byte(), sender);
            }
        }
        Ok(found)
    }

    /// Whether `@receiver(…)` is for Django's signals of models alone: others compare their senders with
    /// what they are given, and know no labels.
    fn is_of_models(&self, decorator: Node) -> bool {
        let (file, names) = (self.source.file, self.source.names);
        let call = decorator.named_child(0);
        let arguments = call.and_then(|call| call.child_by_field_name("arguments"));
        let Some(first) = arguments.and_then(|list| list.named_child(0)) else { return false };
        let mut cursor = first.walk();
        let signals: Vec<Node> = match first.kind() {
            "list" | "tuple" => first.named_children(&mut cursor).collect(),
            _ => vec![first],
        };
        let means = |node: Node| match names.meaning(self.project, file, node) {
            Some((Meaning::Member(module, name), _)) => format!("{module}.{name}"),
            Some((Meaning::Module(module), _)) => module,
            None => String::new(),
        };
        signals.iter().all(|signal| {
            let name = file.text(*signal).rsplit('.').next().unwrap_or_default();
            let is_djangos = match signal.child_by_field_name("object") {
                Some(module) => means(module) == SIGNALS,
                None => means(*signal) == format!("{SIGNALS}.{name}"),
            };
            is_djangos && MODEL_SIGNALS.contains(&name)
        })
    }

    /// Turns class references in relations into lazy labels. Returns the other uses.
    pub(super) fn lazy<'u>(
        &self,
        uses: &[&'u Use],
        relations: &BTreeMap<usize, Node>,
        graft: &mut Graft,
    ) -> Vec<&'u Use> {
        let file = self.source.file;
        let edit = |one: &Use| {
            let node = relations.get(&one.range.start)?;
            let meaning = self.source.names.meaning(self.project, file, *node);
            let meaning = meaning.map(|(meaning, _)| meaning).or_else(|| {
                let is_bound = !self.source.names.at_module_level(&one.name).is_empty();
                let by_star = self.by_star(&one.name).ok().flatten();
                let is_free = !is_bound && node.kind() == "identifier";
                // What was taken out of the module by hand is bound there no longer.
                let module = &self.source.names.module;
                let left = (self.new_home)(module, &one.name)
                    .map(|_| Meaning::Member(module.clone(), one.name.clone()));
                by_star.map(|one| one.0).or(left).filter(|_| is_free)
            })?;
            let Meaning::Member(module, class) = meaning else { return None };
            let moved = (self.new_home)(&module, &class).and_then(|_| (self.new_label)(&class));
            let label = moved.or_else(|| {
                let path = self.project.file_of(&module)?;
                Some(format!("{}.{class}", self.project.app_of(&path)?.label))
            })?;
            let quote = model::quote(file);
            Some(Edit::replace(node.byte_range(), format!("{quote}{label}{quote}")))
        };
        rewrite(uses, edit, graft)
    }

    /// `core_models.Patient` in what goes to `core.models` is `Patient` there, if no name of the
    /// moved code hides it.
    /// Returns the other uses.
    pub(super) fn own_members<'u>(
        &self,
        wanted: &Meaning,
        uses: &[&'u Use],
        graft: &mut Graft,
    ) -> Vec<&'u Use> {
        let names = self.source.names;
        let edit = |one: &Use| {
            if *wanted != Meaning::Module(self.target_module.to_owned()) {
                return None;
            }
            let root = self.source.file.root();
            let node = root.descendant_for_byte_range(one.range.start, one.range.end)?;
            let whole = node.parent().filter(|parent| {
                parent.kind() == "attribute" && parent.child_by_field_name("object") == Some(node)
            })?;
            let member = self.source.file.text(whole.child_by_field_name("attribute")?);
            let means_it = |(_, bound): &(usize, Bound)| {
                names.meaning_of(self.project, member, *bound)
                    == Some(Meaning::Member(self.target_module.to_owned(), member.to_owned()))
            };
            let is_there = !self.target.names.at_module_level(member).is_empty();
            (is_there && names.lookup(member, one.range.start).iter().all(means_it))
                .then(|| Edit::replace(whole.byte_range(), member))
        };
        rewrite(uses, edit, graft)
    }
}

/// Takes the edits of those uses that have one. Returns the others.
fn rewrite<'u>(
    uses: &[&'u Use],
    edit: impl Fn(&Use) -> Option<Edit>,
    graft: &mut Graft,
) -> Vec<&'u Use> {
    let mut rest = Vec::new();
    for one in uses {
        match edit(one) {
            Some(edit) => graft.inner.push(edit),
            None => rest.push(*one),
        }
    }
    rest
}
