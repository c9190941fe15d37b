//! What a model's own text must say so that it stays the same model to Django in another app.
//!
//! See <https://docs.djangoproject.com/en/stable/ref/models/options/#db-table>: the default table
//! name, `%(app_label)s` and labels without an app all follow the app that the class stands in.

use std::collections::BTreeSet;
use std::ops::Range;

use tree_sitter::Node;

use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::query;
use crate::source::{PythonFile, string_value};

/// What has to be made explicit.
pub struct Explicit<'a> {
    /// Class name.
    pub class: &'a str,
    /// Label of the app that the model leaves.
    pub source_label: &'a str,
    /// Lower-case names of the models of that app that stay there.
    pub staying: &'a BTreeSet<String>,
    /// An option that `Meta` must have, with its value: `db_table`, or `app_label`.
    pub option: Option<(&'static str, &'a str)>,
    /// Whether the label changes, and so what follows from it.
    pub relabels: bool,
    /// Whether the migrations know options of the model: without a `Meta` of its own, they are
    /// those of its base.
    pub has_options: bool,
    /// A primary key that must be written out, as a line of the class.
    pub primary_key: Option<String>,
}

/// `app_label = "emr"` in what moves, in the `Meta` of the model or of a mixin, names the new app.
///
/// # Errors
/// A pattern that does not compile.
pub fn app_labels(
    file: &PythonFile,
    moving: impl Iterator<Item = Range<usize>>,
    old: &str,
    new: &str,
) -> Result<Vec<Edit>, Error> {
    let text = format!(r#"(?m)^\s+app_label\s*=\s*["']({})["']"#, regex::escape(old));
    let assignment = regex::bytes::Regex::new(&text)
        .map_err(|error| Error::new(format!("search pattern: {error}")))?;
    let mut edits = Vec::new();
    for lines in moving {
        for found in assignment.captures_iter(&file.source.bytes[lines.clone()]) {
            if let Some(label) = found.get(1) {
                let at = lines.start + label.start()..lines.start + label.end();
                edits.push(Edit::replace(at, new));
            }
        }
    }
    Ok(edits)
}

/// The codenames that `Meta.permissions` of the class adds to Django's four.
///
/// # Errors
/// A pattern that does not compile.
pub fn permissions(file: &PythonFile, class: Node, name: &str) -> Result<BTreeSet<String>, Error> {
    let model = name.to_lowercase();
    let mut codenames: BTreeSet<String> = ["add", "change", "delete", "view"]
        .iter()
        .map(|action| format!("{action}_{model}"))
        .collect();
    for found in query::MODELS.matches(file, class)? {
        let (Some(option), Some(value)) = (found.node("option"), found.node("value")) else {
            continue;
        };
        if file.text(option) != "permissions" {
            continue;
        }
        let mut cursor = value.walk();
        for pair in value.named_children(&mut cursor) {
            if let Some((codename, _)) =
                pair.named_child(0).and_then(|first| string_value(file, first))
            {
                codenames.insert(codename.to_owned());
            }
        }
    }
    Ok(codenames)
}

/// What the class itself assigns: its fields by name, and its options as `Meta.option`. The rest
/// comes from its bases.
///
/// # Errors
/// A pattern that does not compile.
pub fn own_names(file: &PythonFile, class: Node, name: &str) -> Result<BTreeSet<String>, Error> {
    let mut names = BTreeSet::new();
    if let Some(body) = class.child_by_field_name("body") {
        let mut cursor = body.walk();
        for statement in body.named_children(&mut cursor) {
            let assignment = statement.named_child(0).filter(|node| node.kind() == "assignment");
            let left = assignment.and_then(|node| node.child_by_field_name("left"));
            names.extend(left.map(|left| file.text(left).to_owned()));
        }
    }
    for found in query::MODELS.matches(file, class)? {
        if let (Some(owner), Some(option)) = (found.node("class"), found.node("option"))
            && file.text(owner) == name
        {
            names.insert(format!("Meta.{}", file.text(option)));
        }
    }
    Ok(names)
}

/// The strings in the class's own `Meta`.
///
/// # Errors
/// A pattern that does not compile.
pub fn meta_strings(file: &PythonFile, class: Node, name: &str) -> Result<BTreeSet<String>, Error> {
    let mut strings = BTreeSet::new();
    for found in query::MODELS.matches(file, class)? {
        let (Some(owner), Some(value)) = (found.node("class"), found.node("value")) else {
            continue;
        };
        let mut open = vec![value];
        while let Some(node) = open.pop().filter(|_| file.text(owner) == name) {
            strings.extend(string_value(file, node).map(|(value, _)| value.to_owned()));
            let mut cursor = node.walk();
            open.extend(node.named_children(&mut cursor));
        }
    }
    Ok(strings)
}

/// The edits in the class, in the coordinates of its file.
///
/// # Errors
/// A pattern that does not compile; a class whose body cannot be read.
pub fn edits(file: &PythonFile, class: Node, explicit: &Explicit) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::new();
    let body = class
        .child_by_field_name("body")
        .ok_or_else(|| file.source.error(class.start_byte(), "this class has no body"))?;
    let own = own_names(file, class, explicit.class)?;
    let lacks = |line: &&String| !line.split(' ').next().is_some_and(|name| own.contains(name));
    if let Some(line) = explicit.primary_key.as_ref().filter(lacks)
        && let Some(first) = super::first_statement(body)
    {
        let indent = indentation(file, first);
        let text = format!("{line}{}{indent}", file.source.newline());
        edits.push(Edit::insert(first.start_byte(), text));
    }
    if let Some((name, value)) = explicit.option {
        edits.extend(meta_option(file, class, body, explicit, (name, value))?);
    }
    if !explicit.relabels {
        return Ok(edits);
    }
    for found in query::RELATIONS.matches(file, class)? {
        for string in found.node("to").map(alternatives).unwrap_or_default() {
            if let Some((label, at)) = string_value(file, string)
                && !label.contains('.')
                && explicit.staying.contains(&label.to_lowercase())
            {
                edits.push(Edit::insert(at.start, format!("{}.", explicit.source_label)));
            }
        }
    }
    let placeholder = "%(app_label)s";
    let text = file.source.text(class.byte_range());
    for (at, _) in text.match_indices(placeholder) {
        let at = class.start_byte() + at;
        let node = file.root().descendant_for_byte_range(at, at + placeholder.len());
        if node.is_some_and(|node| node.kind() == "string_content") {
            edits.push(Edit::replace(at..at + placeholder.len(), explicit.source_label));
        }
    }
    Ok(edits)
}

/// What a value may be: `"A"` and `"B"` of `("A" if x else "B")`.
fn alternatives(node: Node) -> Vec<Node> {
    let (mut open, mut found) = (vec![node], Vec::new());
    while let Some(node) = open.pop() {
        match node.kind() {
            "parenthesized_expression" => open.extend(node.named_child(0)),
            "conditional_expression" => {
                open.extend(node.named_child(0));
                open.extend(node.named_child(2));
            }
            _ => found.push(node),
        }
    }
    found
}

/// An option in `Meta`, or a `Meta` of its own, unless the class has the option already.
fn meta_option(
    file: &PythonFile,
    class: Node,
    body: Node,
    explicit: &Explicit,
    (name, value): (&str, &str),
) -> Result<Option<Edit>, Error> {
    if option(file, class, explicit.class, name)?.is_some() {
        return Ok(None);
    }
    let newline = file.source.newline();
    let quote = quote(file);
    if on_header_line(file, class, body) {
        return Err(file
            .source
            .error(body.start_byte(), "this class stands on one line, and needs a Meta")
            .help("give its body lines of its own and run again"));
    }
    let line = format!("{name} = {quote}{value}{quote}");
    let mut cursor = body.walk();
    let children: Vec<Node> = body.named_children(&mut cursor).collect();
    let is_meta = |node: &&Node| {
        node.kind() == "class_definition"
            && node.child_by_field_name("name").is_some_and(|name| file.text(name) == "Meta")
    };
    if let Some(meta) = children.iter().find(is_meta) {
        let inner = meta.child_by_field_name("body");
        let Some(first) = inner.and_then(|body| body.named_child(0)) else { return Ok(None) };
        if inner.is_some_and(|inner| on_header_line(file, *meta, inner)) {
            return Ok(Some(Edit::insert(first.start_byte(), format!("{line}; "))));
        }
        let first = inner.and_then(super::first_statement).unwrap_or(first);
        let indent = indentation(file, first);
        let text = format!("{line}{newline}{indent}");
        return Ok(Some(Edit::insert(first.start_byte(), text)));
    }
    if let Some(other) = other_meta(file, body) {
        return Err(file
            .source
            .error(other.start_byte(), "this Meta is not a plain class of the model")
            .help(format!(
                "write it as 'class Meta:' in the body of the model, with {line}, and run again"
            )));
    }
    let indent = children.first().map_or("    ", |first| indentation(file, *first));
    let base = inherited_meta(file, class, explicit, &line)?;
    let meta = format!("class Meta{base}:{newline}{indent}{indent}{line}{newline}");
    let method = children
        .iter()
        .position(|node| matches!(node.kind(), "function_definition" | "decorated_definition"));
    Ok(Some(match method {
        Some(at) => {
            let mut at = at;
            while at > 0 && children[at - 1].kind() == "comment" {
                at -= 1;
            }
            let start = file.source.line_start(children[at].start_byte());
            Edit::insert(start, format!("{indent}{meta}{newline}"))
        }
        None => {
            let line = class.end_byte().saturating_sub(1);
            let end = file.source.line_start(line) + file.source.line(line).len();
            let meta = meta.trim_end();
            Edit::insert(end, format!("{newline}{newline}{indent}{meta}"))
        }
    }))
}

/// Whether the body of a class stands on the line of its `class`.
fn on_header_line(file: &PythonFile, class: Node, body: Node) -> bool {
    file.source.line_start(class.end_byte().min(body.start_byte()))
        == file.source.line_start(class.start_byte())
}

/// A `Meta` that is assigned, or defined under a condition.
fn other_meta<'t>(file: &PythonFile, body: Node<'t>) -> Option<Node<'t>> {
    let mut open = vec![body];
    while let Some(node) = open.pop() {
        let name = match node.kind() {
            "class_definition" => node.child_by_field_name("name"),
            "assignment" => node.child_by_field_name("left"),
            "function_definition" => continue,
            _ => None,
        };
        if name.is_some_and(|name| file.text(name) == "Meta") {
            return Some(node);
        }
        let mut cursor = node.walk();
        open.extend(node.named_children(&mut cursor));
    }
    None
}

/// `(Base.Meta)`, where the model has no `Meta` and yet options: they are those of its base, and a
/// `Meta` of its own must inherit them.
/// <https://docs.djangoproject.com/en/stable/topics/db/models/#meta-inheritance>
fn inherited_meta(
    file: &PythonFile,
    class: Node,
    explicit: &Explicit,
    line: &str,
) -> Result<String, Error> {
    if !explicit.has_options {
        return Ok(String::new());
    }
    let mut bases = Vec::new();
    if let Some(list) = class.child_by_field_name("superclasses") {
        let mut cursor = list.walk();
        let is_base = |node: &Node| matches!(node.kind(), "identifier" | "attribute");
        bases.extend(list.named_children(&mut cursor).filter(is_base).map(|node| file.text(node)));
    }
    match bases.as_slice() {
        [base] => Ok(format!("({base}.Meta)")),
        _ => Err(file
            .source
            .error(class.start_byte(), "this model has the Meta of one of its bases")
            .help(format!("give it a 'class Meta(Base.Meta)' with {line} and run again"))),
    }
}

/// The value of an option of the class's own `Meta`.
///
/// # Errors
/// A pattern that does not compile.
pub fn option<'t>(
    file: &'t PythonFile,
    class: Node<'t>,
    name: &str,
    option: &str,
) -> Result<Option<Node<'t>>, Error> {
    let own = |found: &query::Match<'t>| {
        found.node("class").is_some_and(|node| file.text(node) == name)
            && found.node("option").is_some_and(|node| file.text(node) == option)
    };
    let found = query::MODELS.matches(file, class)?;
    Ok(found.iter().find(|found| own(found)).and_then(|found| found.node("value")))
}

fn indentation<'f>(file: &'f PythonFile, node: Node) -> &'f str {
    let text = file.source.text(file.source.line_start(node.start_byte())..node.start_byte());
    if text.trim().is_empty() { text } else { "    " }
}

/// The quote that a file prefers.
pub fn quote(file: &PythonFile) -> char {
    let count = |quote: u8| file.source.bytes.iter().filter(|byte| **byte == quote).count();
    if count(b'\'') > count(b'"') { '\'' } else { '"' }
}
