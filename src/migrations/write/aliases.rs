//! One name for each thing that a new migration imports: what two old ones import by the same name is
//! given another where it comes second.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use tree_sitter::Node;

use crate::diagnostic::Error;
use crate::migrations::expr::Expr;
use crate::migrations::read::{Line, Value};
use crate::source::parse_text;

/// Gives each value the names that it is to have, and returns the lines that import them. `lines` are
/// there already.
///
/// # Errors
/// A value that needs what cannot be imported.
pub(super) fn settle(
    values: Vec<&mut Value>,
    lines: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Error> {
    let mut bound: BTreeMap<String, String> = BTreeMap::new();
    for line in lines {
        bound.insert(local(line).to_owned(), line.clone());
    }
    let mut needed = BTreeSet::new();
    for value in values {
        for line in value.needs()? {
            let name = local(&line);
            let other = bound.entry(name.to_owned()).or_insert_with(|| line.clone());
            // `import a.b` and `import a.c` bind the one name `a`.
            if *other != line && !(is_plain(other) && is_plain(&line)) {
                let alias = alias(&line);
                rename(value, &line, name, &alias)?;
                bound.insert(alias, line.clone());
            }
        }
        needed.append(&mut value.needs()?);
    }
    Ok(needed)
}

/// The name that an import line binds.
fn local(line: &str) -> &str {
    let name = line.rsplit(' ').next().unwrap_or(line);
    if is_plain(line) { name.split('.').next().unwrap_or(name) } else { name }
}

fn is_plain(line: &str) -> bool {
    line.starts_with("import ") && !line.contains(" as ")
}

/// Another name for what a line imports, which says where from: `billing_fields_Money`.
fn alias(line: &str) -> String {
    let path = line.split(" as ").next().unwrap_or(line);
    let words = path.split(' ').filter(|word| !matches!(*word, "from" | "import"));
    words.collect::<Vec<_>>().join("_").replace('.', "_")
}

/// Calls by `alias` what `line` binds as `name`.
fn rename(value: &mut Value, line: &str, name: &str, alias: &str) -> Result<(), Error> {
    let old = match is_plain(line) {
        true => line.trim_start_matches("import "),
        false => name,
    };
    let renamed = |dotted: &str| {
        let rest = dotted.strip_prefix(old)?;
        (rest.is_empty() || rest.starts_with('.')).then(|| format!("{alias}{rest}"))
    };
    let place = value.place.path.clone();
    let mut failed = None;
    let imports = Arc::clone(&value.imports);
    let is_of_line = |dotted: &str| imports.line_for(dotted) == Line::Import(line.to_owned());
    value.expr.walk_mut(&mut |expr| match expr {
        Expr::Name(dotted) if is_of_line(dotted) => {
            if let Some(new) = renamed(dotted) {
                *dotted = new;
            }
        }
        Expr::Other { text, names } if names.iter().any(|dotted| is_of_line(dotted)) => {
            match rename_in(&place, text, &|dotted| is_of_line(dotted), &renamed) {
                Ok(new) => *text = new,
                Err(error) => failed = Some(error),
            }
            *names = names
                .iter()
                .map(|dotted| match renamed(dotted).filter(|_| is_of_line(dotted)) {
                    Some(new) => new,
                    None => dotted.clone(),
                })
                .collect();
        }
        _ => {}
    });
    value.imports = Arc::new(value.imports.with_alias(line, alias));
    failed.map_or(Ok(()), Err)
}

/// The text of an expression with the dotted names in it renamed.
fn rename_in(
    path: &Path,
    text: &str,
    is_meant: &dyn Fn(&str) -> bool,
    renamed: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Error> {
    let file = parse_text(path, text)?;
    let mut out = text.to_owned();
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut open = vec![file.root()];
    while let Some(node) = open.pop() {
        let is_name = matches!(node.kind(), "identifier" | "attribute");
        if is_name
            && is_meant(file.text(node))
            && let Some(new) = renamed(file.text(node))
        {
            edits.push((node.byte_range(), new));
            continue;
        }
        let mut cursor = node.walk();
        match node.kind() {
            "attribute" => open.extend(node.child_by_field_name("object")),
            "keyword_argument" => open.extend(node.child_by_field_name("value")),
            _ => open.extend(node.named_children(&mut cursor).collect::<Vec<Node>>()),
        }
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, new) in edits {
        out.replace_range(range, &new);
    }
    Ok(out)
}
