//! One file: its bytes, its syntax tree, and its lines and columns.

mod marks;
mod sketch;
mod tree;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::OnceLock;

use tree_sitter::{Node, Tree};

use self::marks::{Mark, Marks, STEP};
use self::sketch::Sketch;
use crate::diagnostic::{Diagnostic, Error, Place};
use crate::stats::{self, Step};

/// The mark that some editors put before UTF-8 text; it stays the first thing in its file.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Bytes of a line that are shown on either side of a place, at the most.
const EXCERPT: usize = 240;

/// The bytes of one file, as scanned.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the root.
    pub path: PathBuf,
    /// Content, undecoded: encodings and line endings are kept as they are.
    pub bytes: Vec<u8>,
    /// Lines and characters, counted when a place is first asked for.
    marks: OnceLock<Marks>,
}

impl Source {
    /// A file with its content.
    pub fn new(path: PathBuf, bytes: Vec<u8>) -> Self {
        Self { path, bytes, marks: OnceLock::new() }
    }

    /// Byte offset of the first byte behind the mark that may come before the text.
    pub fn start(&self) -> usize {
        if self.bytes.starts_with(BOM) { BOM.len() } else { 0 }
    }

    /// What lies before a byte offset.
    fn mark(&self, offset: usize) -> Mark {
        let marks = self.marks.get_or_init(|| Marks::read(&self.bytes, self.start()));
        marks.before(&self.bytes, offset.min(self.bytes.len()))
    }

    /// The text of a byte range; empty where the bytes are not UTF-8, which does not say that
    /// nothing is there: see [`Source::is_blank`].
    pub fn text(&self, range: Range<usize>) -> &str {
        self.bytes.get(range).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// 1-based line and column (in characters) of a byte offset.
    pub fn place(&self, offset: usize) -> Place {
        let Mark { lines, characters, .. } = self.mark(offset);
        Place { path: self.path.clone(), line: lines + 1, column: characters + 1 }
    }

    /// A diagnostic at a byte offset.
    pub fn diagnostic(&self, offset: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic { place: self.place(offset), message: message.into() }
    }

    /// An error at a byte offset.
    pub fn error(&self, offset: usize, message: impl Into<String>) -> Error {
        Error::new(message).at(self.place(offset))
    }

    /// Byte offset of the first byte of the line that holds `offset`.
    pub fn line_start(&self, offset: usize) -> usize {
        self.mark(offset).line_start.min(offset)
    }

    /// Byte offset just behind the line (its newline included) that holds `offset`.
    pub fn line_end(&self, offset: usize) -> usize {
        let rest = &self.bytes[offset.min(self.bytes.len())..];
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |at| offset + at + 1)
    }

    /// The line that holds `offset`, without its newline.
    pub fn line(&self, offset: usize) -> &str {
        self.text(self.line_start(offset)..self.line_end(offset)).trim_end_matches(['\r', '\n'])
    }

    /// Whether nothing but white space stands in a byte range. What is not UTF-8 is not blank.
    pub fn is_blank(&self, range: Range<usize>) -> bool {
        self.bytes.get(range).is_some_and(|bytes| bytes.trim_ascii().is_empty())
    }

    /// The same of the line that holds `offset`.
    pub fn is_blank_line(&self, offset: usize) -> bool {
        self.is_blank(self.line_start(offset)..self.line_end(offset))
    }

    /// The line that holds `offset`, for people: trimmed, and of a very long one the part around it.
    pub fn excerpt(&self, offset: usize) -> String {
        let offset = offset.min(self.bytes.len());
        let (from, to) = (offset.saturating_sub(EXCERPT), self.bytes.len().min(offset + EXCERPT));
        let is_end = |byte: &u8| *byte == b'\n';
        let start = self.bytes[from..offset].iter().rposition(is_end).map(|at| from + at + 1);
        let end = self.bytes[offset..to].iter().position(is_end).map(|at| offset + at);
        let whole_start = start.or((from == 0).then_some(0));
        let whole_end = end.or((to == self.bytes.len()).then_some(to));
        let shown = whole_start.unwrap_or(from)..whole_end.unwrap_or(to);
        let text = String::from_utf8_lossy(&self.bytes[shown]).trim().to_owned();
        let cut = |cut: bool| if cut { "…" } else { "" };
        format!("{}{text}{}", cut(whole_start.is_none()), cut(whole_end.is_none()))
    }

    /// The line ending of this file: that of its first line, `\n` where there is none.
    pub fn newline(&self) -> &'static str {
        match self.bytes.iter().position(|byte| *byte == b'\n') {
            Some(at) if at > 0 && self.bytes[at - 1] == b'\r' => "\r\n",
            _ => "\n",
        }
    }

    /// `text`, written with `\n`, with the line endings of this file.
    pub fn with_newlines(&self, text: &str) -> String {
        match self.newline() {
            "\n" => text.to_owned(),
            newline => text.replace("\r\n", "\n").replace('\n', newline),
        }
    }
}

/// A Python file and its tree, in which comments stand between statements only: inside brackets
/// they would come between what belongs together, and to Python they are not there.
/// Trees are large: drop it before the next file is parsed.
///
/// What is nested deeper than a few thousand levels has the tree of an empty file: the way to a node is as long as
/// the tree is deep, and a file of a megabyte can be a hundred thousand levels deep.
pub struct PythonFile {
    /// The file.
    pub source: Source,
    tree: Tree,
    too_deep: Option<usize>,
    queried: Once,
}

impl PythonFile {
    /// Parses `source`. A file with syntax errors is parsed as well as can be: see
    /// [`PythonFile::syntax_error`].
    ///
    /// # Errors
    /// The grammar cannot be loaded or the parser gives up; neither depends on the file.
    pub fn parse(source: Source) -> Result<Self, Error> {
        stats::count(Step::Parse, 1);
        let (tree, too_deep) =
            stats::time(Step::Parse, || tree::tree(&source, &source.bytes, &[]))?;
        Ok(Self { source, tree, too_deep, queried: Once::new() })
    }

    /// Parses what has to be understood to say what stands at `places` (bytes, rising): the tree lacks
    /// the bodies of functions and classes in which none of them lies, and what is wrong in these.
    ///
    /// # Errors
    /// As [`PythonFile::parse`].
    pub fn sketched(source: Source, places: &[Range<usize>]) -> Result<Self, Error> {
        stats::count(Step::Parse, 1);
        stats::time(Step::Parse, || {
            let sketch = sketch::sketch(&source.bytes, places);
            let (bytes, ranges) = match &sketch {
                Some(Sketch { bytes, ranges }) => (bytes, ranges.as_slice()),
                None => (&source.bytes, &[][..]),
            };
            let (mut tree, mut too_deep) = tree::tree(&source, bytes, ranges)?;
            // What is wrong with it may be what is lacking.
            if sketch.is_some() && tree.root_node().has_error() {
                (tree, too_deep) = tree::tree(&source, &source.bytes, &[])?;
            }
            Ok(Self { source, tree, too_deep, queried: Once::new() })
        })
    }

    /// Counts the file among those that patterns are looked for in.
    pub(crate) fn is_queried(&self) {
        self.queried.call_once(|| stats::count(Step::Query, 1));
    }

    /// The module node.
    pub fn root(&self) -> Node<'_> {
        self.tree.root_node()
    }

    /// Path relative to the root.
    pub fn path(&self) -> &Path {
        &self.source.path
    }

    /// The text of a node.
    pub fn text(&self, node: Node<'_>) -> &str {
        self.source.text(node.byte_range())
    }

    /// The nodes around a node, from the inside to the module. It is one way down from the root, which
    /// each [`Node::parent`] is as well.
    pub fn around<'t>(&'t self, node: Node<'t>) -> impl DoubleEndedIterator<Item = Node<'t>> {
        around(self.root(), node)
    }

    /// Whether a byte lies in a type comment, such as `# type: (int) -> Encounter`.
    /// <https://peps.python.org/pep-0484/#type-comments>
    pub fn in_type_comment(&self, at: usize) -> bool {
        let mut start = self.source.line_start(at).max(at.saturating_sub(STEP));
        while self.source.bytes.get(start).is_some_and(|byte| byte & 0xc0 == 0x80) {
            start += 1;
        }
        let before = self.source.text(start..at);
        let Some(hash) = before.find("# type:") else { return false };
        let ignores =
            before[hash..].trim_start_matches("# type:").trim_start().starts_with("ignore");
        let node = self.root().descendant_for_byte_range(start + hash, start + hash + 1);
        // It begins the comment, which is not in the tree where it stands in brackets.
        let begins = node.is_some_and(|node| match node.kind() {
            "comment" => node.start_byte() == start + hash,
            kind => !kind.starts_with("string") && !before[..hash].contains('#'),
        });
        !ignores && begins
    }

    /// The class of that name at the top level of the module.
    pub fn class(&self, name: &str) -> Option<Node<'_>> {
        let mut cursor = self.root().walk();
        let children: Vec<Node> = self.root().named_children(&mut cursor).collect();
        children
            .into_iter()
            .map(|node| node.child_by_field_name("definition").unwrap_or(node))
            .filter(|node| node.kind() == "class_definition")
            .find(|node| node.child_by_field_name("name").is_some_and(|at| self.text(at) == name))
    }

    /// Whether it is nested deeper than can be read; [`PythonFile::syntax_error`] says where.
    pub fn is_too_deep(&self) -> bool {
        self.too_deep.is_some()
    }

    /// Byte offset of the first syntax error, if there is one, or of what is nested too deep.
    pub fn syntax_error(&self) -> Option<usize> {
        if self.is_too_deep() {
            return self.too_deep;
        }
        if !self.root().has_error() {
            return None;
        }
        let mut cursor = self.root().walk();
        loop {
            let node = cursor.node();
            if node.is_error() || node.is_missing() {
                return Some(node.start_byte());
            }
            if node.has_error() && cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return Some(0);
                }
            }
        }
    }
}

/// The nodes around a node, from the inside out to `root`, which is one of them.
pub fn around<'t>(root: Node<'t>, node: Node<'t>) -> impl DoubleEndedIterator<Item = Node<'t>> {
    let mut path = Vec::new();
    let mut next = Some(root);
    while let Some(at) = next.filter(|at| *at != node) {
        path.push(at);
        next = at.child_with_descendant(node);
    }
    path.into_iter().rev()
}

/// The value of a plain string literal node: its content where there are no escapes, no
/// interpolation and no prefix that changes its meaning, with the byte range of that content.
pub fn string_value<'f>(file: &'f PythonFile, node: Node<'_>) -> Option<(&'f str, Range<usize>)> {
    if node.kind() != "string" {
        return None;
    }
    let (mut cursor, mut content) = (node.walk(), None);
    for child in node.children(&mut cursor) {
        match child.kind() {
            "string_start" => {
                let prefix = file.text(child).trim_end_matches(['"', '\'']);
                if !matches!(prefix, "" | "r" | "R" | "u" | "U" | "f" | "F") {
                    return None;
                }
            }
            "string_content" if content.is_none() && child.named_child_count() == 0 => {
                if file.text(child).contains(['{', '}']) && file.text(node).starts_with(['f', 'F'])
                {
                    return None;
                }
                content = Some(child.byte_range());
            }
            "string_end" => {}
            _ => return None,
        }
    }
    let range = content.unwrap_or(node.end_byte()..node.end_byte());
    Some((file.source.text(range.clone()), range))
}

/// Whether a string in an annotation is data, and none itself: in `Literal[…]`, or behind the first
/// argument of `Annotated[…]`.
pub fn in_literal(file: &PythonFile, node: Node<'_>) -> bool {
    for at in file.around(node) {
        if matches!(at.kind(), "generic_type" | "subscript") {
            let name = at.named_child(0).map(|name| file.text(name)).unwrap_or_default();
            let arguments = at.named_child(1);
            let first = match at.kind() {
                "generic_type" => arguments.and_then(|list| list.named_child(0)),
                _ => arguments,
            };
            return match name.rsplit('.').next() {
                Some("Literal") => true,
                Some("Annotated") => first.is_some_and(|one| one.end_byte() <= node.start_byte()),
                _ => false,
            };
        }
    }
    false
}

/// Whether a statement stands at the top of a module or of a class, in no block of it.
pub fn declares(statement: Node<'_>) -> bool {
    statement.parent().is_some_and(|parent| match parent.kind() {
        "block" => parent.parent().is_some_and(|class| class.kind() == "class_definition"),
        kind => kind == "module",
    })
}

/// Parses a piece of text as a Python module, for text that is not a file of the project.
pub fn parse_text(path: &Path, text: &str) -> Result<PythonFile, Error> {
    PythonFile::parse(Source::new(path.to_owned(), text.as_bytes().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_inside_statements_are_not_in_the_tree() {
        let text = "# a\nfrom m import (  # b\n    c,  # d\n)\nf(  # e\n    '#', g\n)  # h\n";
        let file = parse_text("a.py".as_ref(), text).unwrap();
        let tree = file.root().to_sexp();
        assert_eq!(tree.matches("(comment)").count(), 2, "{tree}");
        assert!(!file.root().has_error() && file.text(file.root()) == text);
        let import = file.root().named_child(1).unwrap();
        assert_eq!(file.text(import), "from m import (  # b\n    c,  # d\n)");
    }

    fn source(text: &str) -> Source {
        Source::new("a.py".into(), text.as_bytes().to_vec())
    }

    #[test]
    fn columns_count_characters() {
        let place = source("x\nä = é").place(7);
        assert_eq!((place.line, place.column), (2, 5));
    }

    /// One by one is the judge.
    #[test]
    fn places_are_those_that_counting_finds() {
        let mut text = "ä b\nc é d\n\n".repeat(900) + &"é".repeat(3 * STEP) + "\nend";
        for begins in ["", "\u{feff}"] {
            text.insert_str(0, begins);
            let (source, mut line, mut column) = (source(&text), 1, 1);
            let mut line_start = begins.len();
            for (at, c) in text.char_indices().skip(begins.chars().count()) {
                let place = source.place(at);
                assert_eq!((place.line, place.column), (line, column), "{at}");
                assert_eq!(source.line_start(at), line_start, "{at}");
                column += 1;
                if c == '\n' {
                    (line, column, line_start) = (line + 1, 1, at + 1);
                }
            }
            assert_eq!(source.place(usize::MAX).column, 4);
        }
        assert_eq!(source("\u{feff}").line_start(0), 0);
        assert_eq!(source("").place(0).column, 1);
    }

    #[test]
    fn the_line_ending_is_the_first_one() {
        assert_eq!(source("a\r\nb\n").newline(), "\r\n");
        assert_eq!(source("a\r\nb\n").with_newlines("x\ny\n"), "x\r\ny\r\n");
        assert_eq!(source("a").newline(), "\n");
    }

    #[test]
    fn the_nodes_around_one_are_its_parents() {
        let file =
            parse_text("a.py".as_ref(), "def f(a: 'A' = (1, [b])):\n    return a\n").unwrap();
        let mut cursor = file.root().walk();
        let mut left = vec![file.root()];
        while let Some(node) = left.pop() {
            let parents: Vec<Node> = std::iter::successors(node.parent(), Node::parent).collect();
            assert_eq!(file.around(node).collect::<Vec<_>>(), parents);
            left.extend(node.children(&mut cursor));
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_as_empty() {
        for (depth, is_too_deep) in [(2_900, false), (4_100, true)] {
            let text = format!("x = 1\ny = a{}\n", " + b".repeat(depth));
            let file = parse_text("a.py".as_ref(), &text).unwrap();
            assert_eq!(file.is_too_deep(), is_too_deep);
            assert_eq!(file.syntax_error().is_some(), is_too_deep);
            assert_eq!(file.root().named_child_count() == 0, is_too_deep);
        }
    }

    #[test]
    fn the_first_syntax_error_is_found() {
        assert_eq!(PythonFile::parse(source("x = 1\n")).unwrap().syntax_error(), None);
        let broken = PythonFile::parse(source("x = 1\ndef f(:\n")).unwrap();
        assert!(broken.syntax_error().is_some_and(|at| at >= 6));
    }
}
