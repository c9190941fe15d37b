//! Lists that a migration puts together: sums, starred parts, constants of the module.

use std::collections::BTreeMap;

use tree_sitter::Node;

use crate::migrations::expr::Expr;
use crate::source::PythonFile;

/// How far constants that stand for each other are followed.
const DEEPEST: usize = 20;

/// The names that a module binds once, at its top level or in the class of the migration, and to a
/// value that nothing changes.
pub(super) struct Constants<'t> {
    values: BTreeMap<String, Node<'t>>,
}

impl<'t> Constants<'t> {
    /// Those that `class` can use.
    pub(super) fn read(file: &'t PythonFile, class: Option<Node<'t>>) -> Self {
        let mut values = BTreeMap::new();
        let mut cursor = file.root().walk();
        let mut statements: Vec<Node> = file.root().named_children(&mut cursor).collect();
        if let Some(body) = class.and_then(|class| class.child_by_field_name("body")) {
            statements.extend(body.named_children(&mut cursor));
        }
        for statement in statements {
            if let Some(assignment) = statement.named_child(0)
                && assignment.kind() == "assignment"
                && let Some(left) = assignment.child_by_field_name("left")
                && let Some(right) = assignment.child_by_field_name("right")
                && left.kind() == "identifier"
            {
                values.insert(file.text(left).to_owned(), right);
            }
        }
        // What is bound again, or reached into, anywhere at all may be something else by then.
        let mut bound: BTreeMap<&str, usize> = BTreeMap::new();
        let mut open = vec![file.root()];
        while let Some(node) = open.pop() {
            let field = |name| node.child_by_field_name(name);
            let binds = match node.kind() {
                "assignment" | "augmented_assignment" | "for_statement" => field("left"),
                "function_definition" | "class_definition" | "named_expression" => field("name"),
                "attribute" => field("object"),
                "subscript" => field("value"),
                "aliased_import" => field("alias"),
                "global_statement"
                | "delete_statement"
                | "import_from_statement"
                | "import_statement"
                | "as_pattern_target" => Some(node),
                _ => None,
            };
            if let Some(binds) = binds {
                let mut names = vec![binds];
                while let Some(name) = names.pop() {
                    if name.kind() == "identifier" {
                        let count = bound.entry(file.text(name)).or_default();
                        // `x.append(…)` and `x[0]`: as good as bound twice.
                        let reached = matches!(node.kind(), "attribute" | "subscript");
                        *count += if reached { 2 } else { 1 };
                    } else if !matches!(name.kind(), "attribute" | "subscript") {
                        let mut cursor = name.walk();
                        names.extend(name.named_children(&mut cursor));
                    }
                }
            }
            let mut cursor = node.walk();
            open.extend(node.named_children(&mut cursor));
        }
        values.retain(|name, _| bound.get(name.as_str()) == Some(&1));
        Self { values }
    }

    /// The nodes in a list that is written down, in parts or as a whole; of a condition, those of
    /// both branches where `either` says so.
    ///
    /// # Errors
    /// The node that is none.
    pub(super) fn items(
        &self,
        file: &PythonFile,
        list: Node<'t>,
        either: bool,
    ) -> Result<Vec<Node<'t>>, Node<'t>> {
        let mut items = Vec::new();
        self.collect(file, list, either, DEEPEST, &mut items)?;
        Ok(items)
    }

    fn collect(
        &self,
        file: &PythonFile,
        list: Node<'t>,
        either: bool,
        depth: usize,
        items: &mut Vec<Node<'t>>,
    ) -> Result<(), Node<'t>> {
        let Some(depth) = depth.checked_sub(1) else { return Err(list) };
        let mut cursor = list.walk();
        let children: Vec<Node> =
            list.named_children(&mut cursor).filter(|child| child.kind() != "comment").collect();
        match (list.kind(), children.as_slice()) {
            ("list" | "tuple", children) => {
                for child in children {
                    match (child.kind(), child.named_child(0)) {
                        ("list_splat", Some(part)) => {
                            self.collect(file, part, either, depth, items)?;
                        }
                        _ => items.push(*child),
                    }
                }
                Ok(())
            }
            ("parenthesized_expression", [inner]) => {
                self.collect(file, *inner, either, depth, items)
            }
            ("binary_operator", [left, right]) if is_sum(file, list) => {
                self.collect(file, *left, either, depth, items)?;
                self.collect(file, *right, either, depth, items)
            }
            ("conditional_expression", [yes, _, no]) if either => {
                self.collect(file, *yes, either, depth, items)?;
                self.collect(file, *no, either, depth, items)
            }
            ("identifier", _) => match self.values.get(file.text(list)) {
                Some(value) => self.collect(file, *value, either, depth, items),
                None => Err(list),
            },
            _ => Err(list),
        }
    }

    /// Writes the values of constants in place of their names: what a migration defines is not at
    /// hand in another one.
    pub(super) fn inline(&self, file: &PythonFile, expr: &mut Expr) {
        self.inline_at(file, expr, DEEPEST);
    }

    fn inline_at(&self, file: &PythonFile, expr: &mut Expr, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        expr.walk_mut(&mut |expr| {
            if let Expr::Name(name) = expr
                && let Some(value) = self.values.get(name.as_str())
            {
                let mut value = Expr::read(file, *value);
                self.inline_at(file, &mut value, depth);
                *expr = value;
            }
            expr.spell_out();
        });
    }
}

fn is_sum(file: &PythonFile, node: Node) -> bool {
    node.child_by_field_name("operator").is_some_and(|operator| file.text(operator) == "+")
}
