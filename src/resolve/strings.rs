//! Strings in Python code that name the model: labels, permissions, admin URLs, dotted paths.

use std::borrow::Cow;
use std::ops::Range;

use tree_sitter::Node;

use super::fields::called_with;
use super::lookups::is_docstring;
use super::python::Reader;
use super::urls::{
    admin_site, admin_url, admin_view, after_placeholder, has_placeholder, puts_together_admin_url,
};
use super::{Address, DottedPath, Uses, admin_template};
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::source::string_value;

/// A string literal as Python reads it, which may be written in several parts.
struct Literal<'f> {
    value: Cow<'f, str>,
    /// Byte range of its content, from the first part to the last.
    at: Range<usize>,
    /// How much of the value the first part holds: of the rest, no place is known.
    written: usize,
}

impl Reader<'_> {
    /// Every string that has the model's name in it, and every look-up by app and name.
    pub(super) fn strings(&self, uses: &mut Uses) {
        let mut last = None;
        for found in self.finder.in_strings.find_iter(&self.file.source.bytes) {
            let root = self.file.root();
            // What the string begins with, or goes on behind, is none of its content.
            let opens = matches!(found.as_bytes()[0], b'"' | b'\'' | b'}');
            let at = found.start() + usize::from(opens);
            let string = root
                .descendant_for_byte_range(at, at + 1)
                .filter(|node| node.kind() == "string_content")
                .and_then(|node| node.parent());
            let Some(part) = string else { continue };
            let parts = part.parent().filter(|parent| parent.kind() == "concatenated_string");
            let node = parts.unwrap_or(part);
            // A docstring says nothing to Django.
            if last == Some(node.start_byte()) || is_docstring(node) {
                continue;
            }
            last = Some(node.start_byte());
            let before = uses.count();
            match self.literal(node) {
                Some(literal) => self.whole(node, &literal, uses),
                None if node.kind() == "string" => self.interpolated(node, uses),
                None => {}
            }
            if uses.count() == before && self.contexts.role(node) != Some("no-label") {
                let within = self.labels_within(node);
                uses.settled.extend(within);
            }
        }
        let decided = self.pairs(uses);
        self.computed(&decided, uses);
    }

    /// The value of a string, or of strings that stand side by side.
    fn literal(&self, node: Node) -> Option<Literal<'_>> {
        if node.kind() == "string" {
            let (value, at) = string_value(self.file, node)?;
            return Some(Literal { value: Cow::Borrowed(value), at, written: value.len() });
        }
        let mut cursor = node.walk();
        let parts: Option<Vec<(&str, Range<usize>)>> =
            node.named_children(&mut cursor).map(|part| string_value(self.file, part)).collect();
        let parts = parts?;
        let ((first, start), (_, end)) = (parts.first()?, parts.last()?);
        Some(Literal {
            value: Cow::Owned(parts.iter().map(|(value, _)| *value).collect()),
            at: start.start..end.end,
            written: first.len(),
        })
    }

    /// A literal: what its value says, where its first part says it.
    fn whole(&self, node: Node, literal: &Literal, uses: &mut Uses) {
        let counts = (uses.settled.len(), uses.constants.len(), uses.fields.len());
        self.string(node, literal, uses);
        let settled = uses.settled[counts.0..].iter_mut();
        let constants = uses.constants[counts.1..].iter_mut().map(|(_, one)| one);
        let fields = uses.fields[counts.2..].iter_mut().map(|(_, one)| one);
        for one in settled.chain(constants).chain(fields) {
            one.within(literal.at.start + literal.written);
        }
    }

    pub(super) fn by_label(
        &self,
        range: &Range<usize>,
        address: Range<usize>,
        kind: ReferenceKind,
        certainty: Certainty,
    ) -> Reference {
        self.finder.by_label(&self.file.source, range.clone(), address, kind, certainty)
    }

    /// Labels, permissions and URLs inside a longer string, for a person to look at:
    /// `"emr.encounter.change"`.
    fn labels_within(&self, node: Node) -> Vec<Reference> {
        let bytes = &self.file.source.bytes;
        let inside = &bytes[node.byte_range()];
        let labels = self.finder.label.find_iter(inside).map(|found| (ReferenceKind::Label, found));
        let others = self.finder.within.find_iter(inside).map(|found| {
            let is_url = found.as_bytes().contains(&b':');
            (if is_url { ReferenceKind::AdminUrl } else { ReferenceKind::Permission }, found)
        });
        let mut within = Vec::new();
        for (kind, found) in labels.chain(others) {
            let range = node.start_byte() + found.start()..node.start_byte() + found.end();
            let label = self.file.source.text(range.clone());
            let is_module = self.project.file_of(label).is_some();
            let follows = matches!(bytes[range.start - 1], b'.' | b'/' | b'-')
                && !bytes[..range.start].ends_with(b"perms.");
            if !is_module && !follows {
                let nowhere = range.start..range.start;
                within.push(self.by_label(&range, nowhere, kind, Certainty::Unknown));
            }
        }
        within
    }

    /// One whole string literal.
    fn string(&self, node: Node, literal: &Literal, uses: &mut Uses) {
        let (value, at) = (literal.value.as_ref(), &literal.at);
        let target = self.finder.target;
        let (app, name) = (&target.model.app_label, &target.model.name);
        let model = target.model.model_name();
        let role = self.contexts.role(node);
        let own_app = || self.project.app_of(self.file.path()).is_some_and(|a| &a.label == app);
        let after_app = value.strip_prefix(app.as_str()).and_then(|rest| rest.strip_prefix('.'));
        let address = at.start..at.start + app.len();
        let (kind, certainty) = self.label_kind(node, role, value);
        let is_module = certainty != Certainty::Proven
            && after_app.is_some_and(|rest| !rest.is_empty())
            && self.project.file_of(value).is_some();
        if is_module || role == Some("no-label") {
            // The name of a module of the app, for a logger or a task; or that of something else.
        } else if after_app.is_some_and(|model| model.eq_ignore_ascii_case(name)) {
            let reference = self.by_label(at, address, kind, certainty);
            self.label(node, reference, uses);
        } else if after_app.is_some_and(|codename| target.permissions.contains(codename)) {
            let proven = role == Some("permission");
            let certainty = if proven { Certainty::Proven } else { Certainty::Likely };
            let reference = self.by_label(at, address, ReferenceKind::Permission, certainty);
            self.label(node, reference, uses);
        } else if after_app.is_some_and(|rest| is_any_permission(rest, &model)) {
            let kind = ReferenceKind::Permission;
            uses.settled.push(self.by_label(at, address, kind, Certainty::Likely));
        } else if self.puts_together(value, is_operand(node))
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
        } else if let Some(address) = admin_url(value, app, &model) {
            let address = at.start + address.start..at.start + address.end;
            let (kind, certainty) = (ReferenceKind::AdminUrl, admin_site(value));
            uses.settled.push(self.by_label(at, address, kind, certainty));
        } else if let Some(address) = self.admin_template(value) {
            let address = at.start + address.start..at.start + address.end;
            let kind = ReferenceKind::TemplateFile;
            uses.settled.push(self.by_label(at, address, kind, Certainty::Proven));
        } else if puts_together_admin_url(value, app, &model) {
            let (nowhere, kind) = (at.start..at.start, ReferenceKind::Computed);
            uses.settled.push(self.by_label(at, nowhere, kind, Certainty::Unknown));
        } else if value.contains('.') && !self.contexts.is_forward_reference(self.file, node) {
            let otherwise = self.labels_within(node);
            self.path(literal, role, otherwise, uses);
        }
    }

    /// What a label is to the place it stands in.
    fn label_kind(
        &self,
        node: Node,
        role: Option<&str>,
        value: &str,
    ) -> (ReferenceKind, Certainty) {
        let kind = match role {
            Some("relation") => ReferenceKind::RelationString,
            Some("get-model") => ReferenceKind::GetModel,
            Some("sender") => ReferenceKind::Sender,
            Some("factory") => ReferenceKind::Factory,
            Some("chooser") => ReferenceKind::Chooser,
            Some("command") => ReferenceKind::Command,
            Some("label-test") => ReferenceKind::Label,
            Some("setting" | "setting-default" | "setting-override") => {
                return (ReferenceKind::Setting, self.setting(node, value));
            }
            _ => return (ReferenceKind::Label, Certainty::Likely),
        };
        (kind, Certainty::Proven)
    }

    /// How sure a label in a setting is. Loggers, tasks, topics and rates have names of their own,
    /// in lower case as a rule.
    fn setting(&self, node: Node, value: &str) -> Certainty {
        let mut at = node;
        let mut key = "";
        for parent in self.file.around(node) {
            let name = match parent.kind() {
                "keyword_argument" => parent.child_by_field_name("name"),
                "assignment" | "augmented_assignment" => parent.child_by_field_name("left"),
                // `getattr(settings, "VISIT_MODEL", "emr.Encounter")`
                "argument_list" => at.prev_named_sibling(),
                _ => None,
            };
            let name = name.map(|name| self.file.text(name)).unwrap_or_default();
            if name.contains(|c: char| c.is_ascii_uppercase()) {
                key = name;
            }
            at = parent;
        }
        let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
        let target = &self.finder.target.model;
        let as_written = value.ends_with(&target.name);
        match has(MODEL_SETTINGS) || (as_written && !has(OTHER_SETTINGS)) {
            true => Certainty::Proven,
            false => Certainty::Likely,
        }
    }

    /// Whether a string is a part of a label, a permission or a path of the model: something is put
    /// into it (`"emr.%s"`, `"{}.Encounter"`) or added to it.
    fn puts_together(&self, value: &str, is_operand: bool) -> bool {
        let target = self.finder.target;
        let app = target.model.app_label.as_str();
        if let Some(rest) = value.strip_prefix(app).and_then(|rest| rest.strip_prefix('.')) {
            let is_open = rest.is_empty()
                || ["add_", "change_", "delete_", "view_"].contains(&rest)
                || rest.starts_with(&target.model.model_name());
            return has_placeholder(rest) || (is_operand && is_open);
        }
        let rest = match value.starts_with('.') {
            true if is_operand => value,
            _ => match after_placeholder(value) {
                Some(rest) => rest,
                None => return false,
            },
        };
        rest.strip_prefix('.').is_some_and(|name| {
            name.eq_ignore_ascii_case(&target.model.name) || target.permissions.contains(name)
        })
    }

    /// Where the name of a template of the project that the admin finds by the label names the app.
    fn admin_template(&self, value: &str) -> Option<Range<usize>> {
        let model = &self.finder.target.model;
        let rest = value.strip_prefix("admin/")?.strip_prefix(model.app_label.as_str())?;
        let name = rest.strip_prefix('/')?.strip_prefix(&model.model_name())?.strip_prefix('/')?;
        let start = "admin/".len();
        let of = self.finder.target.templates_of();
        let mut files = self.project.files.iter();
        let is_there = files.any(|path| admin_template(path, &of) == Some(name));
        is_there.then_some(start..start + model.app_label.len())
    }

    /// A label or permission: certain by its place, or by what takes it.
    fn label(&self, node: Node, reference: Reference, uses: &mut Uses) {
        let reference = self.or_history(node, reference);
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

    /// A dotted path; `otherwise` is what the string is if nothing is found there.
    fn path(
        &self,
        literal: &Literal,
        role: Option<&str>,
        otherwise: Vec<Reference>,
        uses: &mut Uses,
    ) {
        let Literal { value, at, written } = literal;
        if !value.split('.').any(|part| self.finder.target.symbols.contains(part)) {
            uses.settled.extend(otherwise);
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
        let path = value.clone().into_owned();
        uses.paths.push(DottedPath { path, reference, end: at.start + written, otherwise });
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
        } else if (after_app.is_some() && known)
            || prefix.ends_with(&format!(":{app}_"))
            || self.completes(&texts)
        {
            let kind = ReferenceKind::Computed;
            uses.settled.push(self.by_label(&range, start..start, kind, Certainty::Unknown));
        } else if let Some((whole, _)) = prefix.rsplit_once('.')
            && texts[0].is_some()
        {
            let literal = Literal { value: whole.into(), at: range, written: whole.len() };
            self.path(&literal, role, Vec::new(), uses);
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
                || text
                    .strip_prefix(':')
                    .and_then(|name| name.strip_prefix(target.model.app_label.as_str()))
                    .is_some_and(|rest| admin_view(rest, &model))
        })
    }

    /// The constant that holds a string: `VIEW = "emr.view_encounter"`, alone or in a list, in a
    /// module or in a class of it; in a class or function inside, under a name that nobody has.
    fn held_by(&self, node: Node) -> Option<Address> {
        let mut value = node;
        let mut around = self.file.around(node);
        let assignment = around.find(|parent| {
            let holds = matches!(
                parent.kind(),
                "list" | "tuple" | "set" | "parenthesized_expression" | "expression_list"
            );
            value = if holds { *parent } else { value };
            !holds
        });
        let assignment = assignment.filter(|parent| {
            parent.kind() == "assignment" && parent.child_by_field_name("right") == Some(value)
        })?;
        let left = assignment.child_by_field_name("left").filter(|n| n.kind() == "identifier")?;
        let name = self.file.text(left);
        let block = around.nth(1)?;
        let name = match block.kind() {
            "module" => name.to_owned(),
            _ => {
                let class = around.next().filter(|class| class.kind() == "class_definition")?;
                let name = format!("{}.{name}", self.file.text(class.child_by_field_name("name")?));
                let inner = around.any(|outer| outer.kind() == "block");
                if inner { format!("<inner>.{name}") } else { name }
            }
        };
        Some((self.names.module.clone(), name))
    }
}

/// Settings whose values, or the keys of them, are labels of models, by a part of the name.
const MODEL_SETTINGS: &[&str] = &["MODEL", "ABSOLUTE_URL_OVERRIDES", "JAZZMIN", "FIXTURE"];

/// Settings in which what looks like a label is the name of something else.
const OTHER_SETTINGS: &[&str] =
    &["LOGG", "CELERY", "CACHE", "REST_FRAMEWORK", "TOPIC", "QUEUE", "CHANNEL", "TASK", "KEY"];

/// `%s_encounter`, `{action}_encounter`: a permission of the model, whichever is put in.
fn is_any_permission(codename: &str, model: &str) -> bool {
    let action = codename.strip_suffix(model).and_then(|rest| rest.strip_suffix('_'));
    action.is_some_and(|action| {
        action == "%s"
            || (action.starts_with('{') && action.ends_with('}'))
            || (action.starts_with("%(") && action.ends_with(")s"))
    })
}

/// Whether something is added to a string, or it to something.
fn is_operand(node: Node) -> bool {
    node.parent().is_some_and(|parent| {
        let operator = parent.child_by_field_name("operator").map(|operator| operator.kind());
        parent.kind() == "binary_operator" && operator == Some("+")
    })
}

#[cfg(test)]
mod tests {
    use super::is_any_permission;

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
