//! How the tree of a file is made: by one parser for each thread, and without the comments inside
//! statements.

use std::cell::RefCell;
use std::ops::Range;

use tree_sitter::{InputEdit, Node, Parser, Point, Tree};

use super::Source;
use crate::diagnostic::Error;

/// How deep a file may be nested. Python up to 3.12 refuses to compile what is 3,000 levels deep, be it
/// a sum of that many strings; of brackets, no Python takes more than 200.
const DEPTH: usize = 4_000;

thread_local! {
    static PARSER: RefCell<Option<Parser>> = const { RefCell::new(None) };
}

/// The tree of some `bytes` of a file, of which these `ranges` are looked at, or all of it; and where
/// it is too deep, if it is.
pub(super) fn tree(
    source: &Source,
    bytes: &[u8],
    ranges: &[tree_sitter::Range],
) -> Result<(Tree, Option<usize>), Error> {
    PARSER.with_borrow_mut(|slot| {
        let parser = match slot {
            Some(parser) => parser,
            None => {
                let mut parser = Parser::new();
                parser
                    .set_language(&tree_sitter_python::LANGUAGE.into())
                    .map_err(|error| Error::new(format!("the Python grammar: {error}")))?;
                slot.insert(parser)
            }
        };
        // In their order, and apart: there are no others.
        parser
            .set_included_ranges(ranges)
            .map_err(|error| source.error(0, format!("what is parsed of this file: {error}")))?;
        let gave_up = || source.error(0, "the parser gave up on this file");
        let mut tree = parser.parse(bytes, None).ok_or_else(gave_up)?;
        if let Some(at) = deeper_than(DEPTH, tree.root_node()).map(|node| node.start_byte()) {
            parser.reset();
            parser.set_included_ranges(&[]).ok();
            return Ok((parser.parse("", None).ok_or_else(gave_up)?, Some(at)));
        }
        if let Some(bytes) = without_inner_comments(bytes, &mut tree) {
            tree = parser.parse(&bytes, Some(&tree)).ok_or_else(gave_up)?;
        }
        Ok((tree, None))
    })
}

/// The first node that is more than `depth` levels below `root`.
fn deeper_than(depth: usize, root: Node) -> Option<Node> {
    let mut cursor = root.walk();
    loop {
        let level = cursor.depth() as usize;
        if level > depth {
            return Some(cursor.node());
        }
        // What has fewer nodes than levels are left is not that deep.
        if level + cursor.node().descendant_count() > depth && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return None;
            }
        }
    }
}

/// The bytes with blanks in place of the comments inside statements, if there are such; `tree` is
/// told of each.
fn without_inner_comments(bytes: &[u8], tree: &mut Tree) -> Option<Vec<u8>> {
    let is_between_statements = |kind: &str| {
        kind == "module"
            || kind == "block"
            || kind.ends_with("_definition")
            || kind.ends_with("_clause")
            || (kind.ends_with("_statement") && kind != "import_from_statement")
    };
    let mut inner: Vec<(Range<usize>, Point, Point)> = Vec::new();
    let mut at = 0;
    while let Some(hash) = bytes[at..].iter().position(|byte| *byte == b'#') {
        at += hash;
        let node = tree.root_node().descendant_for_byte_range(at, at + 1);
        if let Some(comment) = node.filter(|node| node.kind() == "comment") {
            let parent = comment.parent().filter(|one| !one.is_error());
            if parent.is_some_and(|parent| !is_between_statements(parent.kind())) {
                let (start, end) = (comment.start_position(), comment.end_position());
                inner.push((comment.byte_range(), start, end));
            }
            at = comment.end_byte();
        }
        at += 1;
        if at >= bytes.len() {
            break;
        }
    }
    if inner.is_empty() {
        return None;
    }
    let mut bytes = bytes.to_vec();
    for (range, start, end) in inner {
        bytes[range.clone()].fill(b' ');
        tree.edit(&InputEdit {
            start_byte: range.start,
            old_end_byte: range.end,
            new_end_byte: range.end,
            start_position: start,
            old_end_position: end,
            new_end_position: end,
        });
    }
    Some(bytes)
}
