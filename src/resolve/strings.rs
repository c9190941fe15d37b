//! Strings in Python code that name the model: labels, permissions, admin URLs, dotted paths.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tree_sitter::Node;

use super::fields::called_with;
use super::python::Reader;
use super::{Address, Uses};
use crate::names::Bound;
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::source::string_value;

impl Reader<'_> {
    /// Every string that has the model's name in it, and every look-up by app and name.
    pub(super) fn strings(&self, uses: &mut Uses) {
        let mut last = None;
        for found in self.finder.in_strings.find_iter(&self.file.source.bytes) {
            let root = self.file.root();
            let string = root
                .descendant_for_byte_range(found.start(), found.start() + 1)
                .filter(|node| node.kind() == "string_content")
                .and_then(|node| node.parent());
            if let Some(node) = string
                && last != Some(node.start_byte())
                // A docstring says nothing to Django.
                && node.parent().is_none_or(|parent| parent.kind() != "expression_statement")
            {
                last = Some(node.start_byte());
                let before = uses.count();
                match string_value(self.file, node) {
                    Some((value, at)) => self.string(node, value, &at, uses),
                    None => self.interpolated(node, uses),
                }
                if uses.count() == before {
                    self.labels_within(node, uses);
                }
            }
        }
        let decided = self.pairs(uses);
        self.computed(&decided, uses);
    }

    fn by_label(
        &self,
        range: &Range<usize>,
        address: Range<usize>,
        kind: ReferenceKind,
        certainty: Certainty,
    ) -> Reference {
        self.finder.by_label(&self.file.source, range.clone(), address, kind, certainty)
    }

    /// Labels inside a longer string, for a person to look at: `"emr.encounter.change"`.
    fn labels_within(&self, node: Node, uses: &mut Uses) {
        let bytes = &self.file.source.bytes;
        let app = &self.finder.target.model.app_label;
        for found in self.finder.label.find_iter(&bytes[node.byte_range()]) {
            let range = node.start_byte() + found.start()..node.start_byte() + found.end();
            let label = self.file.source.text(range.clone());
            let is_module = self.project.file_of(label).is_some();
            let follows = matches!(bytes[range.start - 1], b'.' | b'/' | b'-');
            if !is_module && !follows {
                let address = range.start..range.start + app.len();
                let kind = ReferenceKind::Label;
                uses.settled.push(self.by_label(&range, address, kind, Certainty::Unknown));
            }
        }
    }

    /// One whole string literal.
    fn string(&self, node: Node, value: &str, at: &Range<usize>, uses: &mut Uses) {
        let target = self.finder.target;
        let (app, name) = (&target.model.app_label, &target.model.name);
        let role = self.contexts.role(node);
        let own_app = || self.project.app_of(self.file.path()).is_some_and(|a| &a.label == app);
        let after_app = value.strip_prefix(app.as_str()).and_then(|rest| rest.strip_prefix('.'));
        let address = at.start..at.start + app.len();
        let is_module =
            after_app.is_some_and(|rest| !rest.is_empty()) && self.project.file_of(value).is_some();
        if is_module {
            // The name of a module of the app, for a logger or a task.
        } else if after_app.is_some_and(|model| model.eq_ignore_ascii_case(name)) {
            let (kind, certainty) = label_kind(role);
            let reference = self.by_label(at, address, kind, certainty);
            self.label(node, reference, uses);
        } else if after_app.is_some_and(|codename| target.permissions.contains(codename)) {
            let proven = role == Some("permission");
            let certainty = if proven { Certainty::Proven } else { Certainty::Likely };
            let reference = self.by_label(at, address, ReferenceKind::Permission, certainty);
            self.label(node, reference, uses);
        } else if after_app.is_some_and(|rest| is_any_permission(rest, &target.model.model_name()))
        {
            let kind = ReferenceKind::Permission;
            uses.settled.push(self.by_label(at, address, kind, Certainty::Likely));
        } else if (after_app == Some("") && is_operand(node))
            || (value.eq_ignore_ascii_case(name) && self.contexts.is_computed(node))
        {
            let nowhere = at.start..at.start;
            let kind = ReferenceKind::Computed;
            uses.settled.push(self.by_label(at, nowhere, kind, Certainty::Unknown));
        } else if value.eq_ignore_ascii_case(name) && own_app() {
            let kind = ReferenceKind::RelationShort;
            let reference = self.by_label(at, at.start..at.start, kind, Certainty::Proven);
            if role == Some("relation") {
                uses.settled.push(reference);
            } else if let Some(constant) = self.held_by(node) {
                uses.constants.push((constant, reference));
            } else if let Some((meaning, _)) =
                called_with(self.project, self.file, self.names, node)
            {
                uses.fields.push((meaning, reference));
            }
        } else if let Some(address) = admin_url(value, app, &target.model.model_name()) {
            let address = at.start + address.start..at.start + address.end;
            let (kind, certainty) = (ReferenceKind::AdminUrl, admin_site(value));
            uses.settled.push(self.by_label(at, address, kind, certainty));
        } else if let Some(address) = self.admin_template(value) {
            let address = at.start + address.start..at.start + address.end;
            let kind = ReferenceKind::TemplateFile;
            uses.settled.push(self.by_label(at, address, kind, Certainty::Proven));
        } else if puts_together_admin_url(value, app, &target.model.model_name()) {
            let (nowhere, kind) = (at.start..at.start, ReferenceKind::Computed);
            uses.settled.push(self.by_label(at, nowhere, kind, Certainty::Unknown));
        } else if value.contains('.') && !self.contexts.in_annotation(at) {
            self.path(value, at, role, uses);
        }
    }

    /// Where the name of a template of the project that the admin finds by the label names the app.
    fn admin_template(&self, value: &str) -> Option<Range<usize>> {
        let model = &self.finder.target.model;
        let rest = value.strip_prefix("admin/")?.strip_prefix(model.app_label.as_str())?;
        rest.strip_prefix('/')?.strip_prefix(&model.model_name())?.strip_prefix('/')?;
        let start = "admin/".len();
        let is_there = self.project.files.iter().any(|path| path.ends_with(value));
        is_there.then_some(start..start + model.app_label.len())
    }

    /// A label or permission: certain by its place, or by what takes it.
    fn label(&self, node: Node, reference: Reference, uses: &mut Uses) {
        let reference = self.or_history(reference);
        if reference.certainty != Certainty::Likely {
            uses.settled.push(reference);
        } else if let Some(constant) = self.held_by(node) {
            uses.constants.push((constant, reference));
        } else if let Some((meaning, _)) = called_with(self.project, self.file, self.names, node) {
            uses.fields.push((meaning, reference));
        } else {
            uses.settled.push(reference);
        }
    }

    /// A model that is looked up in the state of some migration keeps the label that it had then.
    fn or_history(&self, reference: Reference) -> Reference {
        if reference.kind != ReferenceKind::GetModel || !self.is_historical(&reference.range) {
            return reference;
        }
        let address = reference.range.start..reference.range.start;
        let (kind, certainty) = (ReferenceKind::Migration, Certainty::Unknown);
        Reference { address, kind, certainty, ..reference }
    }

    /// Whether a look-up is made in the state of some migration: in a function of `RunPython`, or
    /// by an `apps` that a function is given.
    /// <https://docs.djangoproject.com/en/stable/ref/migration-operations/#runpython>
    fn is_historical(&self, range: &Range<usize>) -> bool {
        let is_given = match self.names.lookup("apps", range.start) {
            [(at, Bound::Other)] => self.names.in_function_scope("apps", *at, range.start),
            _ => false,
        };
        is_given || self.contexts.is_historical(range)
    }

    fn path(&self, value: &str, at: &Range<usize>, role: Option<&str>, uses: &mut Uses) {
        if !value.split('.').any(|part| self.finder.target.symbols.contains(part)) {
            return;
        }
        let certainty = match role {
            Some("dotted-path" | "setting" | "setting-default" | "setting-override") => {
                Certainty::Proven
            }
            _ => Certainty::Likely,
        };
        let (kind, nowhere) = (ReferenceKind::DottedPath, at.start..at.start);
        let reference = self.reference(at.clone(), nowhere, kind, certainty, "");
        uses.paths.push((value.to_owned(), reference));
    }

    /// `f"emr.{action}_encounter"`, `f"{app}.Encounter"`: an f-string with something put into it.
    fn interpolated(&self, node: Node, uses: &mut Uses) {
        let mut cursor = node.walk();
        let parts: Vec<Node> = node
            .children(&mut cursor)
            .filter(|part| matches!(part.kind(), "string_content" | "interpolation"))
            .collect();
        let texts: Vec<Option<&str>> = parts
            .iter()
            .map(|part| (part.kind() == "string_content").then(|| self.file.text(*part)))
            .collect();
        let [first, ..] = parts.as_slice() else { return };
        let start = first.start_byte();
        let range = start..node.end_byte().saturating_sub(1);
        let target = self.finder.target;
        let (app, model) = (&target.model.app_label, target.model.model_name());
        let role = self.contexts.role(node);
        let prefix = texts[0].unwrap_or_default();
        let after_app = prefix.strip_prefix(app.as_str()).and_then(|rest| rest.strip_prefix('.'));
        let ends = |end: &str| matches!(texts.as_slice(), [_, None, Some(last)] if *last == end);
        let known =
            matches!(role, Some("permission" | "relation" | "get-model" | "sender" | "factory"));
        if after_app == Some("") && ends(&format!("_{model}")) {
            let proven = role == Some("permission");
            let certainty = if proven { Certainty::Proven } else { Certainty::Likely };
            let address = start..start + app.len();
            let kind = ReferenceKind::Permission;
            uses.settled.push(self.by_label(&range, address, kind, certainty));
        } else if let Some(address) = admin_url(&format!("{prefix}change"), app, &model) {
            let address = start + address.start..start + address.end;
            let (kind, certainty) = (ReferenceKind::AdminUrl, admin_site(prefix));
            uses.settled.push(self.by_label(&range, address, kind, certainty));
        } else if (after_app.is_some() && known) || self.completes(&texts) {
            let kind = ReferenceKind::Computed;
            uses.settled.push(self.by_label(&range, start..start, kind, Certainty::Unknown));
        } else if let Some((whole, _)) = prefix.rsplit_once('.')
            && texts[0].is_some()
        {
            self.path(whole, &range, role, uses);
        }
    }

    /// Whether something that is put in is followed by `.Encounter`, `.view_encounter` or
    /// `_encounter_change`: the app is what is put in.
    fn completes(&self, texts: &[Option<&str>]) -> bool {
        let target = self.finder.target;
        let model = target.model.model_name();
        texts.windows(2).any(|pair| {
            let [None, Some(text)] = pair else { return false };
            let name = text.strip_prefix('.');
            name.is_some_and(|name| {
                name.eq_ignore_ascii_case(&model) || target.permissions.contains(name)
            }) || admin_view(text, &model)
        })
    }

    /// The constant that holds a string: `VIEW = "emr.view_encounter"`, alone or in a list, in a
    /// module or in a class of it.
    fn held_by(&self, node: Node) -> Option<Address> {
        let mut value = node;
        while let Some(parent) = value.parent()
            && matches!(parent.kind(), "list" | "tuple" | "set" | "parenthesized_expression")
        {
            value = parent;
        }
        let assignment = value.parent().filter(|parent| {
            parent.kind() == "assignment" && parent.child_by_field_name("right") == Some(value)
        })?;
        let left = assignment.child_by_field_name("left").filter(|n| n.kind() == "identifier")?;
        let name = self.file.text(left);
        let block = assignment.parent()?.parent()?;
        let name = match block.kind() {
            "module" => name.to_owned(),
            _ => {
                let class = block.parent().filter(|class| class.kind() == "class_definition")?;
                format!("{}.{name}", self.file.text(class.child_by_field_name("name")?))
            }
        };
        Some((self.names.module.clone(), name))
    }

    /// Lines on which the label and the model's name stand in strings, and nothing has claimed
    /// them: a label that is put together, for a person to look at.
    fn computed(&self, decided: &BTreeSet<usize>, uses: &mut Uses) {
        let source = &self.file.source;
        let settled = uses.settled.iter();
        let pending = uses.pending.iter().map(|one| &one.reference);
        let constants = uses.constants.iter().map(|(_, one)| one);
        let fields = uses.fields.iter().map(|(_, one)| one);
        let paths = uses.paths.iter().map(|(_, one)| one);
        let all = settled.chain(pending).chain(constants).chain(fields).chain(paths);
        let claimed: BTreeSet<usize> = all.map(|one| one.place.line).collect();
        let app = &self.finder.target.model.app_label;
        let mut listed = BTreeSet::new();
        for found in self.finder.computed.find_iter(&source.bytes) {
            let line = source.line_start(found.start())..source.line_end(found.start());
            let place = source.place(found.start());
            let root = self.file.root();
            let in_code = root
                .descendant_for_byte_range(found.start() + 1, found.start() + 2)
                .filter(|node| node.kind() == "string_content")
                .is_some_and(|node| !is_whole_label(self.file.text(node), app));
            let docstring = source.text(line.clone()).contains("\"\"\"");
            if in_code
                && !docstring
                && !decided.contains(&found.start())
                && !claimed.contains(&place.line)
                && self.finder.quoted_name.is_match(&source.bytes[line])
                && listed.insert(place.line)
            {
                let range = found.range();
                let nowhere = range.start..range.start;
                let kind = ReferenceKind::Computed;
                uses.settled.push(self.by_label(&range, nowhere, kind, Certainty::Unknown));
            }
        }
    }

    /// `get_model("emr", "Encounter")` and the like: app and name, or app and codename. Returns
    /// where the app is named, of this model or of another.
    fn pairs(&self, uses: &mut Uses) -> BTreeSet<usize> {
        let target = self.finder.target;
        let model = &target.model;
        let pairs = self.contexts.pairs.iter().map(|(kind, app, name)| (*kind, *app, *name));
        let codenames = self.contexts.codenames.iter().map(|(app, name)| ("codename", *app, *name));
        // A look-up may say both; the model counts, and then the permission.
        let mut found: BTreeMap<usize, Option<Reference>> = BTreeMap::new();
        for (what, app, name) in pairs.chain(codenames) {
            let Some((app_value, address)) = string_value(self.file, app) else { continue };
            if app_value != model.app_label {
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
            let reference = self.or_history(self.by_label(&range, address, kind, certainty));
            found.entry(app.start_byte()).or_insert(Some(reference));
        }
        let decided = found.keys().copied().collect();
        uses.settled.extend(found.into_values().flatten());
        decided
    }

    /// Of a string, or of the strings in a list, how many are ours and how many are not.
    fn values(&self, node: Node, is_ours: impl Fn(&str) -> bool) -> (usize, usize) {
        let mut cursor = node.walk();
        let nodes: Vec<Node> = match node.kind() {
            "string" => vec![node],
            _ => node.named_children(&mut cursor).filter(|one| one.kind() != "comment").collect(),
        };
        let ours = nodes
            .iter()
            .filter(|one| string_value(self.file, **one).is_some_and(|(value, _)| is_ours(value)));
        let ours = ours.count();
        (ours, nodes.len() - ours)
    }
}

/// What a label is to the place it stands in.
fn label_kind(role: Option<&str>) -> (ReferenceKind, Certainty) {
    let kind = match role {
        Some("relation") => ReferenceKind::RelationString,
        Some("get-model") => ReferenceKind::GetModel,
        Some("sender") => ReferenceKind::Sender,
        Some("factory") => ReferenceKind::Factory,
        Some("chooser") => ReferenceKind::Chooser,
        Some("setting" | "setting-default" | "setting-override") => ReferenceKind::Setting,
        Some("command") => ReferenceKind::Command,
        Some("label-test") => ReferenceKind::Label,
        _ => return (ReferenceKind::Label, Certainty::Likely),
    };
    (kind, Certainty::Proven)
}

/// `%s_encounter`, `{action}_encounter`: a permission of the model, whichever is put in.
fn is_any_permission(codename: &str, model: &str) -> bool {
    let action = codename.strip_suffix(model).and_then(|rest| rest.strip_suffix('_'));
    action.is_some_and(|action| {
        action == "%s"
            || (action.starts_with('{') && action.ends_with('}'))
            || (action.starts_with("%(") && action.ends_with(")s"))
    })
}

/// Whether something is added to a string.
fn is_operand(node: Node) -> bool {
    node.parent().is_some_and(|parent| parent.kind() == "binary_operator")
}

/// `emr.edit_encounter`: the label of something else, such as a URL; nothing is put to it.
fn is_whole_label(value: &str, app: &str) -> bool {
    let rest = value.strip_prefix(app).and_then(|rest| rest.strip_prefix('.'));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
    })
}

/// Where `admin:emr_encounter_changelist` or `wagtailsnippets_emr_encounter:list` names the app.
/// <https://docs.djangoproject.com/en/stable/ref/contrib/admin/#reversing-admin-urls>
/// <https://docs.wagtail.org/en/stable/topics/snippets/customizing.html>
fn admin_url(value: &str, app: &str, model: &str) -> Option<Range<usize>> {
    let (namespace, name) = value.split_once(':')?;
    if let Some(label) = namespace.strip_prefix(SNIPPETS) {
        let rest = label.strip_prefix(app)?.strip_prefix('_')?;
        return (rest == model).then_some(SNIPPETS.len()..SNIPPETS.len() + app.len());
    }
    let word = !namespace.is_empty() && namespace.chars().all(|c| c.is_alphanumeric() || c == '_');
    let start = namespace.len() + 1;
    let known = admin_view(name.strip_prefix(app)?, model);
    (word && known).then_some(start..start + app.len())
}

/// How the namespaces of Wagtail's snippets begin; the label follows.
pub(super) const SNIPPETS: &str = "wagtailsnippets_";

/// How sure a namespace is that of an admin site: others may have URLs of these names.
fn admin_site(url: &str) -> Certainty {
    match url.starts_with("admin:") || url.starts_with(SNIPPETS) {
        true => Certainty::Proven,
        false => Certainty::Likely,
    }
}

/// `"admin:emr_encounter_%s"`, `"admin:%s_encounter_change"`: something is put into it, or it is a
/// view of the project's own.
fn puts_together_admin_url(value: &str, app: &str, model: &str) -> bool {
    let Some((_, name)) = value.split_once(':') else { return false };
    ["%s", "{}", app].iter().filter_map(|app| name.strip_prefix(app)).any(|rest| {
        rest.strip_prefix('_').is_some_and(|rest| rest.starts_with(&format!("{model}_")))
    })
}

/// Whether this is what follows the app in the name of an admin URL: `_encounter_change`.
fn admin_view(rest: &str, model: &str) -> bool {
    let view = rest.strip_prefix('_').and_then(|rest| rest.strip_prefix(model));
    let view = view.and_then(|rest| rest.strip_prefix('_'));
    matches!(view, Some("changelist" | "add" | "change" | "delete" | "history"))
}

#[cfg(test)]
mod tests {
    use super::{admin_url, is_any_permission};

    #[test]
    fn admin_urls_name_the_app_after_the_namespace() {
        assert_eq!(admin_url("admin:emr_encounter_add", "emr", "encounter"), Some(6..9));
        for other in ["emr_encounter_add", "admin:emr_encounter_print", "admin:hemr_encounter_add"]
        {
            assert_eq!(admin_url(other, "emr", "encounter"), None, "{other}");
        }
    }

    #[test]
    fn an_action_may_be_put_into_a_permission() {
        for codename in ["%s_encounter", "{}_encounter", "{action}_encounter", "%(a)s_encounter"] {
            assert!(is_any_permission(codename, "encounter"), "{codename}");
        }
        for codename in ["view_encounter", "%s_encounter_note", "%sencounter"] {
            assert!(!is_any_permission(codename, "encounter"), "{codename}");
        }
    }
}
