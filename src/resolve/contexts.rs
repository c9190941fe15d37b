//! What the queries say of the places in a Python file: who reads the string that stands there.

use std::collections::HashMap;
use std::ops::Range;

use tree_sitter::Node;

use crate::diagnostic::Error;
use crate::query::{self, Part};
use crate::source::{PythonFile, around, declares};

/// What the queries say of the places in a file.
pub(super) struct Contexts<'t> {
    root: Node<'t>,
    /// By the range of the captured node.
    roles: HashMap<(usize, usize), &'static str>,
    /// Strings that name app and model apart, with the kind of the look-up.
    pub(super) pairs: Vec<(&'static str, Node<'t>, Node<'t>)>,
    /// Strings that name an app where a model of it may be meant.
    pub(super) apps_alone: Vec<Node<'t>>,
    /// Strings that name the app, and a permission by its codename.
    pub(super) codenames: Vec<(Node<'t>, Node<'t>)>,
    /// A module, and what names an attribute of it.
    pub(super) by_name: Vec<(Node<'t>, Node<'t>)>,
    /// Modules imported by a string, with the name that is taken from each, if one is.
    pub(super) imported: Vec<(Node<'t>, Option<Node<'t>>)>,
    /// Names and attributes that a known place takes for a model or a permission.
    pub(super) taken: Vec<Node<'t>>,
    /// Names of models whose app is not said beside them.
    computed: Vec<Range<usize>>,
    /// Functions that are given the models as some migration knows them.
    historical: Vec<Range<usize>>,
    /// Annotations.
    annotations: Vec<Range<usize>>,
}

impl<'t> Contexts<'t> {
    /// Reads what the queries say of places (bytes, rising).
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn read(file: &'t PythonFile, places: &[Range<usize>]) -> Result<Self, Error> {
        let mut contexts = Self {
            root: file.root(),
            roles: HashMap::new(),
            pairs: Vec::new(),
            apps_alone: Vec::new(),
            codenames: Vec::new(),
            by_name: Vec::new(),
            imported: Vec::new(),
            taken: Vec::new(),
            computed: Vec::new(),
            historical: Vec::new(),
            annotations: Vec::new(),
        };
        let parts = parts(file, places);
        let [relations, registrations, lookups, annotations] =
            [&query::RELATIONS, &query::REGISTRATIONS, &query::LOOKUPS, &query::ANNOTATIONS]
                .map(|subject| subject.matches_at(file, &parts));
        let historical = query::HISTORICAL.matches(file, file.root());
        let assigned = match is_settings(file) {
            true => query::ASSIGNED.matches(file, file.root()),
            false => Ok(Vec::new()),
        };
        for subject in [relations, registrations, lookups, annotations, historical, assigned] {
            for found in subject? {
                match (found.kind, found.captures.as_slice()) {
                    ("annotation", [(_, node)]) => contexts.annotations.push(node.byte_range()),
                    ("alias", [(_, statement), (_, node)]) => {
                        contexts
                            .annotations
                            .extend(declares(*statement).then(|| node.byte_range()));
                    }
                    ("imported-attribute", [(_, module), (_, attribute)]) => {
                        contexts.imported.push((*module, Some(*attribute)));
                    }
                    ("imported-module", [(_, node)]) => contexts.imported.push((*node, None)),
                    ("historical", [(_, node)]) => contexts.historical.push(node.byte_range()),
                    ("app-alone", [(_, node)]) => contexts.apps_alone.push(*node),
                    ("computed", [(_, node)]) => contexts.computed.push(node.byte_range()),
                    ("attribute-by-name", [(_, module), (_, attribute)]) => {
                        contexts.by_name.push((*module, *attribute));
                    }
                    _ => contexts.add(&found),
                }
            }
        }
        Ok(contexts)
    }

    fn add(&mut self, found: &query::Match<'t>) {
        if let (Some(app), Some(model)) = (found.node("app"), found.node("model")) {
            self.pairs.push((found.kind, app, model));
        } else if let (Some(app), Some(codename)) = (found.node("app"), found.node("codename")) {
            self.codenames.push((app, codename));
        } else {
            for (_, node) in &found.captures {
                self.roles.insert((node.start_byte(), node.end_byte()), found.kind);
                if matches!(node.kind(), "identifier" | "attribute") {
                    self.taken.push(*node);
                }
            }
        }
    }

    /// What a node is to the place it stands in, directly or in a list, tuple or dictionary there.
    /// The value of a setting may be put together.
    pub(super) fn role(&self, node: Node) -> Option<&'static str> {
        let role = |at: Node| self.roles.get(&(at.start_byte(), at.end_byte())).copied();
        if let Some(role) = role(node) {
            return Some(role);
        }
        let mut put_together = false;
        for at in around(self.root, node) {
            put_together |= matches!(at.kind(), "call" | "binary_operator");
            let holds = matches!(
                at.kind(),
                "list"
                    | "tuple"
                    | "set"
                    | "dictionary"
                    | "pair"
                    | "keyword_argument"
                    | "argument_list"
                    | "parenthesized_expression"
                    | "conditional_expression"
                    | "concatenated_string"
            );
            if !holds && !put_together {
                return None;
            }
            let role = role(at).filter(|role| !put_together || role.starts_with("setting"));
            if role.is_some() {
                return role;
            }
        }
        None
    }

    /// Whether the name of a model stands there, and its app is in a variable.
    pub(super) fn is_computed(&self, node: Node) -> bool {
        self.computed.contains(&node.byte_range())
            && self.pairs.iter().all(|(_, _, model)| *model != node)
    }

    /// Whether models are looked up there as some migration knows them.
    pub(super) fn is_historical(&self, range: &Range<usize>) -> bool {
        self.historical.iter().any(|one| one.start <= range.start && range.end <= one.end)
    }

    /// Whether a string is read as code: it lies in an annotation, not in `Literal[…]`, not behind
    /// the first argument of `Annotated[…]`, and in no call there.
    pub(super) fn is_forward_reference(&self, file: &PythonFile, string: Node) -> bool {
        let mut at = string;
        let around: Vec<Node> = around(self.root, string).collect();
        for (level, parent) in around.iter().copied().enumerate() {
            let is_annotation = self.annotations.contains(&at.byte_range());
            let is_argument = parent.kind() == "argument_list"
                && around.get(level + 1).is_some_and(|above| above.kind() == "call");
            if is_argument && !is_annotation {
                return false;
            }
            if matches!(parent.kind(), "generic_type" | "subscript") {
                let generic = parent.named_child(0).map(|name| file.text(name)).unwrap_or_default();
                match generic.rsplit('.').next() {
                    Some("Literal") => return false,
                    Some("Annotated") if !is_first_argument(parent, string) => return false,
                    _ => {}
                }
            }
            at = parent;
        }
        let range = string.byte_range();
        self.annotations.iter().any(|one| one.start <= range.start && range.end <= one.end)
    }
}

/// The statements at the top of the file that `places` lie in, each with those places: what stands
/// around one is in the same statement, and the cursor need not come to it from the top of the file.
fn parts<'t>(file: &'t PythonFile, places: &[Range<usize>]) -> Vec<Part<'t>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut cursor = file.root().walk();
    cursor.goto_first_child();
    for place in places {
        while cursor.node().end_byte() <= place.start && cursor.goto_next_sibling() {}
        let node = cursor.node();
        match parts.last_mut() {
            Some(last) if last.node == node && place.start <= last.at.end + CLOSE => {
                last.at.end = last.at.end.max(place.end);
            }
            _ => parts.push(Part { node, at: place.clone() }),
        }
    }
    parts
}

/// Bytes between two places that are read in one go.
const CLOSE: usize = 256;

/// Whether a module is one of settings: by its name or that of its package.
/// <https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings>
fn is_settings(file: &PythonFile) -> bool {
    let stem = file.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let directory = file.path().parent().and_then(|directory| directory.file_name());
    stem == "settings"
        || stem.starts_with("settings_")
        || stem.ends_with("_settings")
        || directory.is_some_and(|directory| directory == "settings")
}

/// Whether a node lies in the first of what stands in the brackets of a generic type.
fn is_first_argument(generic: Node, node: Node) -> bool {
    let list = generic.named_child(1);
    let first = list.and_then(|one| match one.kind() {
        "type_parameter" => one.named_child(0),
        _ => Some(one),
    });
    first.is_some_and(|first| {
        first.start_byte() <= node.start_byte() && node.end_byte() <= first.end_byte()
    })
}
