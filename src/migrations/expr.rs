//! Python expressions as migrations write them, owned and independent of any tree.
//!
//! A migration holds models in deconstructed form: calls, lists, strings and dotted names. An
//! [`Expr`] keeps the source text of what it does not need to understand, and enough structure to
//! find and change what a move must change: the label a relation points to, the module a function
//! comes from.

use std::collections::BTreeSet;

use tree_sitter::Node;

use crate::source::{PythonFile, string_value};

/// How deep expressions are read.
const DEEPEST: usize = 100;

/// The keyword of `**arguments`.
const SPLAT: &str = "**";

/// One expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// `django.db.models.deletion.CASCADE`, `True`
    Name(String),
    /// A string literal: its value where it has no escapes or prefix, and its text as written.
    Str {
        /// What the string says.
        value: String,
    },
    /// `models.CharField("name", max_length=20)`
    Call {
        /// What is called.
        function: Box<Expr>,
        /// Positional and keyword arguments, in order.
        arguments: Vec<(Option<String>, Expr)>,
    },
    /// `[…]`
    List(Vec<Expr>),
    /// `(…)`
    Tuple(Vec<Expr>),
    /// `{…}` without values
    Set(Vec<Expr>),
    /// `{key: value}`
    Dict(Vec<(Expr, Expr)>),
    /// Anything else: its text on one line, and the dotted names in it.
    Other {
        /// Source text.
        text: String,
        /// Dotted names that it uses.
        names: BTreeSet<String>,
    },
}

impl Expr {
    /// Reads an expression node; what is nested deeper than any migration stays text.
    pub fn read(file: &PythonFile, node: Node) -> Self {
        Self::read_at(file, node, 0)
    }

    fn read_at(file: &PythonFile, node: Node, depth: usize) -> Self {
        if depth > DEEPEST {
            return Self::other(file, node);
        }
        let mut cursor = node.walk();
        let children: Vec<Node> =
            node.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect();
        let all = || children.iter().map(|child| Self::read_at(file, *child, depth + 1)).collect();
        match node.kind() {
            "identifier" | "true" | "false" | "none" => Self::Name(file.text(node).to_owned()),
            "attribute" => dotted(file, node).map_or_else(|| Self::other(file, node), Self::Name),
            "parenthesized_expression" if children.len() == 1 => {
                Self::read_at(file, children[0], depth + 1)
            }
            "string" => match string_value(file, node) {
                Some((value, _)) if is_plain(value) => Self::Str { value: value.to_owned() },
                _ => Self::other(file, node),
            },
            "list" => Self::List(all()),
            "tuple" => Self::Tuple(all()),
            "set" => Self::Set(all()),
            "dictionary" if children.iter().all(|child| child.kind() == "pair") => {
                let pair = |child: &Node| {
                    let key = child.child_by_field_name("key")?;
                    let value = child.child_by_field_name("value")?;
                    Some((
                        Self::read_at(file, key, depth + 1),
                        Self::read_at(file, value, depth + 1),
                    ))
                };
                Self::Dict(children.iter().filter_map(pair).collect())
            }
            "call" => Self::call(file, node, depth).unwrap_or_else(|| Self::other(file, node)),
            _ => Self::other(file, node),
        }
    }

    fn call(file: &PythonFile, node: Node, depth: usize) -> Option<Self> {
        let list = node.child_by_field_name("arguments")?;
        if list.kind() != "argument_list" {
            return None;
        }
        let mut cursor = list.walk();
        let mut arguments = Vec::new();
        for child in list.named_children(&mut cursor) {
            match child.kind() {
                "comment" => {}
                "list_splat" => return None,
                "dictionary_splat" => {
                    let value = Self::read_at(file, child.named_child(0)?, depth + 1);
                    arguments.push((Some(SPLAT.to_owned()), value));
                }
                "keyword_argument" => {
                    let name = file.text(child.child_by_field_name("name")?).to_owned();
                    let value = Self::read_at(file, child.child_by_field_name("value")?, depth + 1);
                    arguments.push((Some(name), value));
                }
                _ => arguments.push((None, Self::read_at(file, child, depth + 1))),
            }
        }
        let function = node.child_by_field_name("function")?;
        let function = Box::new(Self::read_at(file, function, depth + 1));
        Some(Self::Call { function, arguments })
    }

    fn other(file: &PythonFile, node: Node) -> Self {
        let mut names = BTreeSet::new();
        collect_names(file, node, &mut names);
        Self::Other { text: one_line(file, node), names }
    }

    /// The value of a plain string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str { value } => Some(value),
            _ => None,
        }
    }

    /// The items of a list, tuple or set.
    pub fn items(&self) -> &[Expr] {
        match self {
            Self::List(items) | Self::Tuple(items) | Self::Set(items) => items,
            _ => &[],
        }
    }

    /// The last part of what is called: `CreateModel` of `migrations.CreateModel(…)`.
    pub fn called(&self) -> Option<&str> {
        match self {
            Self::Call { function, .. } => match &**function {
                Self::Name(name) => name.rsplit('.').next(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The argument named `name`, or the positional one at `position`.
    pub fn argument(&self, name: &str, position: usize) -> Option<&Expr> {
        let Self::Call { arguments, .. } = self else {
            return None;
        };
        arguments
            .iter()
            .find(|(keyword, _)| keyword.as_deref() == Some(name))
            .or_else(|| arguments.get(position).filter(|(keyword, _)| keyword.is_none()))
            .map(|(_, value)| value)
    }

    /// Whether it is a call with arguments that are not written down: `**arguments`.
    pub fn hides_arguments(&self) -> bool {
        let Self::Call { arguments, .. } = self else { return false };
        arguments.iter().any(|(keyword, _)| keyword.as_deref() == Some(SPLAT))
    }

    /// Writes out `**{"name": value}` as `name=value`.
    pub(super) fn spell_out(&mut self) {
        let Self::Call { arguments, .. } = self else { return };
        let is_name = |(key, _): &(Expr, Expr)| key.as_str().is_some();
        for (keyword, value) in std::mem::take(arguments) {
            match value {
                Self::Dict(pairs)
                    if keyword.as_deref() == Some(SPLAT) && pairs.iter().all(is_name) =>
                {
                    let named =
                        |(key, value): (Expr, Expr)| (key.as_str().map(str::to_owned), value);
                    arguments.extend(pairs.into_iter().map(named));
                }
                value => arguments.push((keyword, value)),
            }
        }
    }

    /// The argument named `name`.
    pub fn keyword(&self, name: &str) -> Option<&Expr> {
        self.argument(name, usize::MAX)
    }

    /// Gives a call the argument `name`, in place of the one that it may have.
    pub fn set_keyword(&mut self, name: &str, value: Expr) {
        let Self::Call { arguments, .. } = self else { return };
        match arguments.iter_mut().find(|(keyword, _)| keyword.as_deref() == Some(name)) {
            Some((_, there)) => *there = value,
            None => arguments.push((Some(name.to_owned()), value)),
        }
    }

    /// The same call without its argument `name`.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        if let Self::Call { arguments, .. } = &mut self {
            arguments.retain(|(keyword, _)| keyword.as_deref() != Some(name));
        }
        self
    }

    /// Applies `change` to this expression and everything in it, innermost first.
    pub fn walk_mut(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        match self {
            Self::Call { function, arguments } => {
                function.walk_mut(change);
                for (_, value) in arguments {
                    value.walk_mut(change);
                }
            }
            Self::List(items) | Self::Tuple(items) | Self::Set(items) => {
                for item in items {
                    item.walk_mut(change);
                }
            }
            Self::Dict(pairs) => {
                for (key, value) in pairs {
                    key.walk_mut(change);
                    value.walk_mut(change);
                }
            }
            Self::Name(_) | Self::Str { .. } | Self::Other { .. } => {}
        }
        change(self);
    }

    /// The dotted names that the expression uses.
    pub fn names(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.clone().walk_mut(&mut |expr| match expr {
            Self::Name(name) => {
                found.insert(name.clone());
            }
            Self::Other { names, .. } => found.append(&mut names.clone()),
            _ => {}
        });
        found
    }

    /// Python text on one line, as `makemigrations` writes a field; strings in `quote`.
    pub fn render(&self, quote: char) -> String {
        let list = |items: &[Expr]| {
            items.iter().map(|item| item.render(quote)).collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Name(name) => name.clone(),
            Self::Str { value } => render_str(value, quote),
            Self::Call { function, arguments } => {
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|(keyword, value)| {
                        format!("{}{}", before(keyword.as_deref()), value.render(quote))
                    })
                    .collect();
                format!("{}({})", function.render(quote), arguments.join(", "))
            }
            Self::List(items) => format!("[{}]", list(items)),
            Self::Set(items) => format!("{{{}}}", list(items)),
            Self::Tuple(items) if items.len() == 1 => format!("({},)", list(items)),
            Self::Tuple(items) => format!("({})", list(items)),
            Self::Dict(pairs) => {
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(key, value)| format!("{}: {}", key.render(quote), value.render(quote)))
                    .collect();
                format!("{{{}}}", pairs.join(", "))
            }
            Self::Other { text, .. } => text.clone(),
        }
    }
}

/// What stands before an argument with this keyword.
pub(super) fn before(keyword: Option<&str>) -> String {
    match keyword {
        None => String::new(),
        Some(SPLAT) => SPLAT.to_owned(),
        Some(keyword) => format!("{keyword}="),
    }
}

/// A plain string in `quote`, or in the other quotes where it holds that one.
fn render_str(value: &str, quote: char) -> String {
    let quote = match (value.contains(quote), quote) {
        (false, quote) => quote,
        (true, '"') => '\'',
        (true, _) => '"',
    };
    format!("{quote}{value}{quote}")
}

/// Whether a string can be written between any one of the two quotes as it is.
fn is_plain(value: &str) -> bool {
    let both_quotes = value.contains('"') && value.contains('\'');
    !both_quotes && !value.contains(['\\', '\n', '\r'])
}

/// `a.b.c` where the expression is nothing but names and dots.
fn dotted(file: &PythonFile, node: Node) -> Option<String> {
    let mut parts = Vec::new();
    let mut at = node;
    while at.kind() == "attribute" {
        parts.push(file.text(at.child_by_field_name("attribute")?));
        at = at.child_by_field_name("object")?;
    }
    if at.kind() != "identifier" {
        return None;
    }
    parts.push(file.text(at));
    parts.reverse();
    Some(parts.join("."))
}

fn collect_names(file: &PythonFile, node: Node, names: &mut BTreeSet<String>) {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node.kind() {
            "identifier" => {
                names.insert(file.text(node).to_owned());
            }
            "attribute" if dotted(file, node).is_some() => {
                names.extend(dotted(file, node));
            }
            "attribute" => open.extend(node.child_by_field_name("object")),
            "keyword_argument" => open.extend(node.child_by_field_name("value")),
            _ => {
                let mut cursor = node.walk();
                open.extend(node.named_children(&mut cursor));
            }
        }
    }
}

/// The text of a node with line breaks outside strings folded to a space.
fn one_line(file: &PythonFile, node: Node) -> String {
    let text = file.text(node);
    if !text.contains('\n') {
        return text.to_owned();
    }
    let mut leaves = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.kind() == "string" || node.child_count() == 0 {
            if node.kind() != "comment" {
                leaves.push(node);
            }
            continue;
        }
        let mut cursor = node.walk();
        let children: Vec<Node> = node.children(&mut cursor).collect();
        open.extend(children.into_iter().rev());
    }
    let (mut out, mut end) = (String::new(), None);
    for leaf in leaves {
        if let Some(end) = end
            && end < leaf.start_byte()
        {
            let between = file.source.text(end..leaf.start_byte());
            out.push_str(if between.contains('\n') { " " } else { between });
        }
        out.push_str(file.text(leaf));
        end = Some(leaf.end_byte());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::parse_text;

    fn rendered(text: &str) -> String {
        let file = parse_text("m.py".as_ref(), text).unwrap();
        let statement = file.root().named_child(0).unwrap();
        Expr::read(&file, statement.named_child(0).unwrap()).render('\'')
    }

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            "models.CharField(max_length=20, choices=[('a', 'A')], default=core.models.f)",
            "models.Q(('a__gte', 0)) | models.Q(('b', None))",
            "{'ordering': ['-a'], 'permissions': [('sign', \"it's\")]}",
            "{('a', 'b')}",
            "(models.Model,)",
            "'it\\'s'",
            "-1",
            "[x for x in y]",
            "models.CharField(max_length=1, **more)",
        ] {
            assert_eq!(rendered(text), text);
        }
    }

    #[test]
    fn what_is_nested_deeper_than_any_migration_stays_text() {
        for (open, close) in [("{'a': ", "}"), ("[", "]"), ("f(", ")"), ("f(a=", ")")] {
            let nested = |depth: usize| format!("{}x{}", open.repeat(depth), close.repeat(depth));
            let levels = |depth: usize| {
                let file = parse_text("m.py".as_ref(), &nested(depth)).unwrap();
                let statement = file.root().named_child(0).unwrap();
                let expr = Expr::read(&file, statement.named_child(0).unwrap());
                assert_eq!(expr.render('\''), nested(depth));
                format!("{expr:?}").matches("Other").count()
            };
            // The key of a dictionary is as deep as the value.
            let cut = levels(DEEPEST + 9);
            assert!(levels(DEEPEST) == 0 && (1..=2).contains(&cut), "{open}: {cut}");
        }
    }

    #[test]
    fn line_breaks_and_quotes_are_settled() {
        let text = "models.Q(\n  # why\n  a=1,\n) | f(\n  \"x\",\n)";
        assert_eq!(rendered(text), "models.Q( a=1, ) | f( \"x\", )");
        assert_eq!(rendered("f(\n  \"x\",\n)"), "f('x')");
    }

    #[test]
    fn names_are_found_in_what_is_not_understood() {
        let file = parse_text("m.py".as_ref(), "models.Q(x=a.b.c) & lambda y: z").unwrap();
        let node = file.root().named_child(0).unwrap().named_child(0).unwrap();
        let names = Expr::read(&file, node).names();
        assert!(names.contains("a.b.c") && names.contains("models.Q") && !names.contains("x"));
    }
}
