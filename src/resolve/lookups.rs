//! Look-ups that name app and model apart, and strings that are put together: `get_model("emr",
//! "Encounter")`, `filter(app_label="emr", model="encounter")`, `app + ".Encounter"`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tree_sitter::Node;

use super::Uses;
use super::python::Reader;
use crate::names::Bound;
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::source::{PythonFile, string_value};

/// How much code may stand between an app and a model that belong together, in bytes.
const TOGETHER: usize = 400;

/// The same for a line, or a string of several: it may be all of a file.
const NEAR: usize = 1 << 14;

impl Reader<'_> {
    /// `get_model("emr", "Encounter")` and the like: app and name, or app and codename. Returns
    /// where the app is named, of this model or of another.
    pub(super) fn pairs(&self, uses: &mut Uses) -> BTreeSet<usize> {
        let target = self.finder.target;
        let model = &target.model;
        let pairs = self.contexts.pairs.iter().map(|(kind, app, name)| (*kind, *app, *name));
        let codenames = self.contexts.codenames.iter().map(|(app, name)| ("codename", *app, *name));
        // A look-up may say both; the model counts, and then the permission.
        let mut found: BTreeMap<usize, Option<Reference>> = BTreeMap::new();
        for (what, app, name) in pairs.chain(codenames) {
            let Some((app_value, address)) = string_value(self.file, app) else { continue };
            if app_value != model.app_label || !self.belong_together(what, app, name) {
                continue;
            }
            let is_ours = |name: &str| match what {
                "codename" => target.permissions.contains(name),
                _ => name.eq_ignore_ascii_case(&model.name),
            };
            let (ours, others) = self.values(name, is_ours);
            let (kind, certainty, address) = match (ours, others, what) {
                (0, ..) => {
                    found.entry(app.start_byte()).or_default();
                    continue;
                }
                (_, 0, "get-model") => (ReferenceKind::GetModel, Certainty::Proven, address),
                (_, 0, "codename") => (ReferenceKind::Permission, Certainty::Proven, address),
                (_, 0, _) => (ReferenceKind::ContentType, Certainty::Proven, address),
                // One app is said for several models, and only one of them moves.
                _ => {
                    let nowhere = app.start_byte()..app.start_byte();
                    (ReferenceKind::Computed, Certainty::Unknown, nowhere)
                }
            };
            let range =
                app.start_byte().min(name.start_byte())..app.end_byte().max(name.end_byte());
            let reference = self.or_history(app, self.by_label(&range, address, kind, certainty));
            found.entry(app.start_byte()).or_insert(Some(reference));
        }
        let decided = found.keys().copied().collect();
        uses.settled.extend(found.into_values().flatten());
        decided
    }

    /// Whether app and name are said of the same thing: `source__app_label` is not the app of
    /// `target__model`, and `codename` goes with `content_type__app_label`.
    fn belong_together(&self, what: &str, app: Node, name: Node) -> bool {
        let (Some(app), Some(name)) = (self.key(app), self.key(name)) else { return true };
        let (word, of_codename) = match what {
            "codename" => ("codename", "content_type__"),
            _ => ("model", ""),
        };
        let (Some(app), Some(name)) = (path_to(app, "app_label"), path_to(name, word)) else {
            return true;
        };
        app == format!("{name}{of_codename}")
    }

    /// The name of the argument, or the key of the entry, that a value stands for.
    fn key(&self, value: Node) -> Option<&str> {
        let parent = value.parent()?;
        match parent.kind() {
            "keyword_argument" => Some(self.file.text(parent.child_by_field_name("name")?)),
            "pair" => Some(string_value(self.file, parent.child_by_field_name("key")?)?.0),
            _ => None,
        }
    }

    /// Of a string, or of the strings in a list, how many are ours and how many are not.
    fn values(&self, node: Node, is_ours: impl Fn(&str) -> bool) -> (usize, usize) {
        let mut cursor = node.walk();
        let nodes: Vec<Node> = match node.kind() {
            "string" => vec![node],
            _ => node.named_children(&mut cursor).collect(),
        };
        let ours = nodes
            .iter()
            .filter(|one| string_value(self.file, **one).is_some_and(|(value, _)| is_ours(value)));
        let ours = ours.count();
        (ours, nodes.len() - ours)
    }

    /// What is looked up in the state of some migration keeps the label that it had then. `node`
    /// is the string that names the app.
    pub(super) fn or_history(&self, node: Node, reference: Reference) -> Reference {
        let historical = match reference.kind {
            ReferenceKind::GetModel => !self.is_current_registry(node),
            _ => self.contexts.is_historical(&reference.range),
        };
        if !historical {
            return reference;
        }
        let address = reference.range.start..reference.range.start;
        let (kind, certainty) = (ReferenceKind::Migration, Certainty::Unknown);
        Reference { address, kind, certainty, ..reference }
    }

    /// Whether the call that a string stands in looks a model up in Django's registry as it is
    /// now: by a function that is imported, or by `django.apps.apps` under any name. What a
    /// function is given may be the registry of a migration, as in `RunPython`.
    /// <https://docs.djangoproject.com/en/stable/ref/migration-operations/#runpython>
    fn is_current_registry(&self, node: Node) -> bool {
        let Some(call) = self.file.around(node).find(|at| at.kind() == "call") else { return true };
        let mut function = call.child_by_field_name("function");
        // `apps.get_app_config("emr").get_model("Encounter")`
        while let Some(object) = function.and_then(|one| one.child_by_field_name("object")) {
            match object.kind() {
                "call" => function = object.child_by_field_name("function"),
                _ => return self.is_imported(object, &mut BTreeMap::new()),
            }
        }
        true
    }

    /// Whether an object is had by an import, or given as a default that is. `known` is what was found
    /// of values so far, or is not yet: two names may be given each other.
    fn is_imported(&self, object: Node, known: &mut BTreeMap<usize, bool>) -> bool {
        let mut base = object;
        while let Some(inner) = base.child_by_field_name("object") {
            base = inner;
        }
        if let Some(is_imported) = known.get(&object.start_byte()) {
            return *is_imported;
        }
        known.insert(object.start_byte(), false);
        let bindings = self.names.lookup(self.file.text(base), base.start_byte());
        let is_imported = base.kind() == "identifier"
            && bindings.iter().all(|(at, bound)| match bound {
                Bound::Import(..) => true,
                Bound::Definition => false,
                Bound::Other => {
                    self.value_bound_at(*at).is_some_and(|value| self.is_imported(value, known))
                }
            });
        known.insert(object.start_byte(), is_imported);
        is_imported
    }

    /// What the parameter or the name at byte `at` is given: its default, or what is assigned.
    fn value_bound_at(&self, at: usize) -> Option<Node<'_>> {
        let name = self.file.root().descendant_for_byte_range(at, at + 1)?;
        let parent = name.parent()?;
        let value = match parent.kind() {
            "default_parameter" | "typed_default_parameter" => parent.child_by_field_name("value"),
            "assignment" => parent.child_by_field_name("right"),
            _ => None,
        }?;
        matches!(value.kind(), "identifier" | "attribute").then_some(value)
    }

    /// Places that name the app, where the model's name stands beside it or is put in, and nothing
    /// has claimed them: for a person to look at. `decided` are apps that a look-up is known to
    /// name.
    pub(super) fn computed(&self, decided: &BTreeSet<usize>, uses: &mut Uses) {
        let settled = uses.settled.iter();
        let pending = uses.pending.iter().map(|one| &one.reference);
        let constants = uses.constants.iter().map(|(_, one)| one);
        let fields = uses.fields.iter().map(|(_, one)| one);
        let paths = uses.paths.iter().map(|path| &path.reference);
        let all = settled.chain(pending).chain(constants).chain(fields).chain(paths);
        let mut claimed: BTreeSet<usize> = all.map(|one| one.place.line).collect();
        let app = &self.finder.target.model.app_label;
        let alone = self.contexts.apps_alone.iter().filter(|node| {
            string_value(self.file, **node).is_some_and(|(value, _)| value == app)
                && !self.contexts.is_historical(&node.byte_range())
        });
        let alone = alone.map(Node::byte_range);
        let beside = self.finder.computed.find_iter(&self.file.source.bytes);
        let beside = beside.map(|found| found.range()).filter(|found| self.is_beside(found));
        for range in alone.chain(beside) {
            let line = self.file.source.place(range.start).line;
            if !decided.contains(&range.start) && claimed.insert(line) {
                let (nowhere, kind) = (range.start..range.start, ReferenceKind::Computed);
                uses.settled.push(self.by_label(&range, nowhere, kind, Certainty::Unknown));
            }
        }
    }

    /// Whether the app is named in a string, and the model in the same string or line, or in the
    /// same brackets.
    fn is_beside(&self, found: &Range<usize>) -> bool {
        let (source, app) = (&self.file.source, &self.finder.target.model.app_label);
        let node = self.file.root().descendant_for_byte_range(found.start + 1, found.start + 2);
        let Some(string) = node
            .filter(|node| node.kind() == "string_content")
            .filter(|node| !is_whole_label(self.file.text(*node), app))
            .and_then(|node| node.parent())
            .filter(|string| !is_docstring(*string))
        else {
            return false;
        };
        let line = source.line_start(found.start)..source.line_end(found.start);
        let names_model = |range: Range<usize>| {
            let range =
                range.start.max(found.start.saturating_sub(NEAR))..range.end.min(found.end + NEAR);
            self.finder.quoted_name.find_iter(&source.bytes[range.clone()]).any(|name| {
                let (at, name) = (range.start + name.start() + 1, &name.as_bytes()[1..]);
                // A whole label says its own app.
                let is_label =
                    name.strip_prefix(app.as_bytes()).is_some_and(|rest| rest.starts_with(b"."));
                !found.contains(&at) && !is_label
            })
        };
        names_model(line) || brackets(self.file, string).is_some_and(names_model)
    }
}

/// The innermost brackets around a string, or the string itself if it has lines.
fn brackets(file: &PythonFile, string: Node) -> Option<Range<usize>> {
    if string.start_position().row != string.end_position().row {
        return Some(string.byte_range());
    }
    let is_bracket =
        |kind| matches!(kind, "argument_list" | "dictionary" | "list" | "tuple" | "set");
    let mut around = file.around(string);
    let at = around.find(|at| is_bracket(at.kind()) || at.kind().ends_with("_statement"))?;
    (is_bracket(at.kind()) && at.end_byte() - at.start_byte() <= TOGETHER).then(|| at.byte_range())
}

/// The path that leads to a field in the key of a look-up: `content_type__` of
/// `content_type__model__in`, nothing of `model`.
fn path_to<'k>(key: &'k str, field: &str) -> Option<&'k str> {
    let lookups = ["__in", "__exact", "__iexact"];
    let key = lookups.iter().find_map(|lookup| key.strip_suffix(lookup)).unwrap_or(key);
    key.strip_suffix(field)
}

/// Whether a string stands alone as a statement.
pub(super) fn is_docstring(string: Node) -> bool {
    string.parent().is_some_and(|parent| parent.kind() == "expression_statement")
}

/// `emr.edit_encounter`: the label of something else, such as a URL; nothing is put to it.
fn is_whole_label(value: &str, app: &str) -> bool {
    let rest = value.strip_prefix(app).and_then(|rest| rest.strip_prefix('.'));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
    })
}
