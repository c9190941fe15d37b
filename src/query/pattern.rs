//! What a pattern matches, found by going down from its topmost node.
//!
//! tree-sitter's own queries find the same (`tests/queries.rs` holds one to the other), and look for many
//! patterns at once in one pass. But each that is made costs milliseconds, since it is proven against the
//! whole grammar, and there is no way to keep it: for a run that reads a few dozen files that is most of
//! the time.

use std::collections::HashSet;
use std::num::NonZeroU16;
use std::rc::Rc;
use std::sync::LazyLock;

use regex::bytes::Regex;
use tree_sitter::Node;

/// A pattern.
pub(super) struct Pattern {
    /// What it calls its matches.
    pub(super) kind: &'static str,
    pub(super) root: Step,
    pub(super) captures: Vec<Capture>,
}

/// A name for a node, and what has to be so of its text.
pub(super) struct Capture {
    pub(super) name: &'static str,
    pub(super) tests: Vec<Test>,
}

type Compiled = LazyLock<Option<Regex>, Box<dyn FnOnce() -> Option<Regex> + Send>>;

/// What a text has to be.
pub(super) enum Test {
    OneOf(Vec<String>),
    Match(Compiled),
}

impl Test {
    fn holds(&self, text: &[u8]) -> bool {
        match self {
            Self::OneOf(words) => words.iter().any(|word| word.as_bytes() == text),
            Self::Match(regex) => regex.as_ref().is_some_and(|regex| regex.is_match(text)),
        }
    }
}

/// A node of a pattern.
pub(super) struct Step {
    pub(super) what: What,
    /// The field of its parent that it has to be.
    pub(super) field: Option<NonZeroU16>,
    /// Whether no named node may stand between the one before it, or the beginning, and it.
    pub(super) follows: bool,
    /// Whether no named node may come behind the last of its children.
    pub(super) is_last: bool,
    pub(super) captures: Vec<usize>,
    pub(super) children: Vec<Step>,
}

/// What a node has to be.
pub(super) enum What {
    /// Of this kind.
    Kind(u16),
    /// Any that has a name in the grammar.
    Named,
    /// What one of these says.
    OneOf(Vec<Step>),
}

impl Step {
    pub(super) fn new(what: What) -> Self {
        let (captures, children) = (Vec::new(), Vec::new());
        Self { what, field: None, follows: false, is_last: false, captures, children }
    }

    /// The kinds that the node may be of; nothing where any will do.
    pub(super) fn kinds(&self) -> Option<Vec<u16>> {
        match &self.what {
            What::Kind(id) => Some(vec![*id]),
            What::Named => None,
            What::OneOf(several) => {
                let kinds: Option<Vec<_>> = several.iter().map(Self::kinds).collect();
                Some(kinds?.concat())
            }
        }
    }
}

/// How many of them are kept: what lies along the way to the first children.
const FAMILIES: usize = 8;

/// The children of nodes that patterns have gone down to: many patterns ask for the same.
pub(super) type Families<'t> = Vec<(usize, Rc<[Child<'t>]>)>;

/// A child of a node.
pub(super) struct Child<'t> {
    node: Node<'t>,
    field: Option<NonZeroU16>,
}

/// How often a pattern is found at one node at the most. Two of its children can be found in as many pairs
/// as there are, and more than this are in no file that people or their tools have written: one dictionary,
/// say, that has the same two keys four hundred times.
const MOST: usize = 1 << 17;

/// What is found of one pattern.
pub(super) struct Matching<'p, 't> {
    pattern: &'p Pattern,
    bytes: &'t [u8],
    families: &'p mut Families<'t>,
    /// What the captures are, as far as the pattern has been followed.
    bound: Vec<(usize, Node<'t>)>,
    found: Vec<Vec<(usize, Node<'t>)>>,
}

type Then<'a, 'p, 't> = &'a mut dyn FnMut(&mut Matching<'p, 't>);

impl<'p, 't> Matching<'p, 't> {
    /// The ways in which `pattern` matches `node`: captures, in the order of the pattern.
    pub(super) fn of(
        pattern: &'p Pattern,
        bytes: &'t [u8],
        node: Node<'t>,
        families: &'p mut Families<'t>,
    ) -> Vec<Vec<(usize, Node<'t>)>> {
        let mut matching = Self { pattern, bytes, families, bound: Vec::new(), found: Vec::new() };
        matching.node(&pattern.root, node, &mut |one| one.found.push(one.bound.clone()));
        let mut found = matching.found;
        if found.len() > 1 {
            let mut seen = HashSet::new();
            found.retain(|one| seen.insert(one.clone()));
        }
        found
    }

    /// Goes on with `then` for every way in which `step` matches `node`.
    fn node(&mut self, step: &'p Step, node: Node<'t>, then: Then<'_, 'p, 't>) {
        let is_it = match &step.what {
            What::Kind(id) => node.kind_id() == *id,
            What::Named => node.is_named(),
            What::OneOf(_) => true,
        };
        if !is_it || !step.captures.iter().all(|capture| self.may_be(*capture, node)) {
            return;
        }
        let before = self.bound.len();
        self.bound.extend(step.captures.iter().map(|capture| (*capture, node)));
        match &step.what {
            What::OneOf(several) => {
                for one in several {
                    self.node(one, node, &mut *then);
                }
            }
            _ if step.children.is_empty() => then(self),
            _ => {
                let children = self.children_of(node);
                self.children(step, 0, &children, 0, then);
            }
        }
        self.bound.truncate(before);
    }

    /// The same of the children of `step`, from the one at `at` on, among `children` from `from` on.
    fn children(
        &mut self,
        step: &'p Step,
        at: usize,
        children: &[Child<'t>],
        from: usize,
        then: Then<'_, 'p, 't>,
    ) {
        let Some(wanted) = step.children.get(at) else { return then(self) };
        let is_end = step.is_last && at + 1 == step.children.len();
        for (index, child) in children.iter().enumerate().skip(from) {
            if self.found.len() >= MOST {
                return;
            }
            let is_field = wanted.field.is_none_or(|field| child.field == Some(field));
            let next = index + 1;
            if is_field && !(is_end && children[next..].iter().any(|one| one.node.is_named())) {
                self.node(wanted, child.node, &mut |matching| {
                    matching.children(step, at + 1, children, next, &mut *then);
                });
            }
            if wanted.follows && child.node.is_named() {
                break;
            }
        }
    }

    fn children_of(&mut self, node: Node<'t>) -> Rc<[Child<'t>]> {
        match self.families.iter().find(|(parent, _)| *parent == node.id()) {
            Some((_, children)) => Rc::clone(children),
            None => {
                let children = children(node);
                if self.families.len() < FAMILIES {
                    self.families.push((node.id(), Rc::clone(&children)));
                }
                children
            }
        }
    }

    /// Whether the text of a node is one that the capture may have.
    fn may_be(&self, capture: usize, node: Node) -> bool {
        let tests = &self.pattern.captures[capture].tests;
        let text = || self.bytes.get(node.byte_range()).unwrap_or_default();
        tests.iter().all(|test| test.holds(text()))
    }
}

fn children(node: Node) -> Rc<[Child]> {
    let (mut cursor, mut children) = (node.walk(), Vec::new());
    if cursor.goto_first_child() {
        loop {
            children.push(Child { node: cursor.node(), field: cursor.field_id() });
            if !cursor.goto_next_sibling() {
                break;
            }
        }
    }
    children.into()
}
