//! `queries/*.scm` made into typed matches.
//!
//! Every pattern names its kind with `#set! kind`; captures that start with `_` are private to
//! the pattern.

mod pattern;
mod read;

use std::ops::Range;
use std::sync::LazyLock;

use tree_sitter::{Language, Node};

use self::pattern::{Families, Matching, Pattern};

use crate::diagnostic::Error;
use crate::source::PythonFile;
use crate::stats::{self, Step};

/// One file of patterns.
pub struct Subject {
    name: &'static str,
    patterns: LazyLock<Result<Patterns, Error>>,
}

/// The patterns of a subject.
struct Patterns {
    list: Vec<Pattern>,
    /// Those that a node may match, by its kind.
    of_kind: Vec<Vec<usize>>,
    /// Whether a node of some kind may have what one of them matches below it.
    leads_on: Vec<bool>,
}

/// One match: the kind of its pattern, and its public captures.
pub struct Match<'t> {
    /// What the pattern calls itself.
    pub kind: &'static str,
    /// Capture name and node, in the order of the text.
    pub captures: Vec<(&'static str, Node<'t>)>,
}

impl<'t> Match<'t> {
    /// The first node captured under `name`.
    pub fn node(&self, name: &str) -> Option<Node<'t>> {
        self.captures.iter().find(|(capture, _)| *capture == name).map(|(_, node)| *node)
    }
}

macro_rules! subjects {
    ($($(#[$doc:meta])* $static_name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub static $static_name: Subject = Subject {
            name: $file,
            patterns: LazyLock::new(|| {
                Patterns::read($file, include_str!(concat!("../queries/", $file, ".scm")))
            }),
        };)*

        /// Every subject, for tests and documentation.
        pub static ALL: &[&Subject] = &[$(&$static_name),*];
    };
}

subjects! {
    /// `AppConfig` attributes.
    APPS = "apps";
    /// Import statements.
    IMPORTS = "imports";
    /// Scopes and the names bound in them.
    SCOPES = "scopes";
    /// Relation fields.
    RELATIONS = "relations";
    /// Classes handed to a registry: the admin.
    REGISTRATIONS = "registrations";
    /// Functions that receive signals.
    SIGNALS = "signals";
    /// Annotations.
    ANNOTATIONS = "annotations";
    /// Models looked up by a string: `get_model`, permissions, signals, URLs, content types.
    LOOKUPS = "lookups";
    /// What settings modules assign.
    ASSIGNED = "assigned";
    /// Functions that are given models as they were at some time.
    HISTORICAL = "historical";
    /// What a model class says of itself.
    MODELS = "models";
    /// What makes the history of a model.
    HISTORIES = "histories";
    /// Settings that the migrations depend on.
    SETTINGS = "settings";
    /// Migration files.
    MIGRATIONS = "migrations";
}

impl Subject {
    /// The file's stem, e.g. `relations`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    fn patterns(&self) -> Result<&Patterns, Error> {
        self.patterns.as_ref().map_err(Clone::clone)
    }

    /// The kinds of its patterns.
    ///
    /// # Errors
    /// The file does not compile.
    pub fn kinds(&self) -> Result<Vec<&'static str>, Error> {
        Ok(self.patterns()?.list.iter().map(|pattern| pattern.kind).collect())
    }

    /// Every match below `node`.
    ///
    /// # Errors
    /// The patterns cannot be read (never in a release: a test loads them all).
    pub fn matches<'t>(
        &self,
        file: &'t PythonFile,
        node: Node<'t>,
    ) -> Result<Vec<Match<'t>>, Error> {
        self.matches_at(file, &[Part { node, at: 0..usize::MAX }])
    }

    /// Every match that a part of a file has something to do with, by where it begins. One that concerns
    /// several comes several times.
    ///
    /// # Errors
    /// As [`Subject::matches`].
    pub fn matches_at<'t>(
        &self,
        file: &'t PythonFile,
        parts: &[Part<'t>],
    ) -> Result<Vec<Match<'t>>, Error> {
        let patterns = self.patterns()?;
        file.is_queried();
        let mut found = Vec::new();
        stats::time(Step::Query, || {
            for part in parts {
                let first = found.len();
                patterns.matches(file, part, &mut found);
                let start = |one: &Match| one.captures.first().map(|(_, node)| node.start_byte());
                found[first..].sort_by_key(start);
            }
        });
        Ok(found)
    }
}

/// A part of a file.
#[derive(Clone, Debug)]
pub struct Part<'t> {
    /// What a match lies in.
    pub node: Node<'t>,
    /// The bytes of it that a match has something to do with.
    pub at: Range<usize>,
}

impl Patterns {
    /// Reads the `text` of `queries/<name>.scm`.
    fn read(name: &'static str, text: &'static str) -> Result<Self, Error> {
        let list = read::patterns(text).map_err(|wrong| {
            let line = text[..wrong.at].matches('\n').count() + 1;
            Error::new(format!("queries/{name}.scm:{line}: {}", wrong.message))
        })?;
        let language: Language = tree_sitter_python::LANGUAGE.into();
        let mut of_kind = vec![Vec::new(); language.node_kind_count()];
        for (at, pattern) in list.iter().enumerate() {
            match pattern.root.kinds() {
                Some(kinds) => kinds.iter().for_each(|kind| of_kind[usize::from(*kind)].push(at)),
                None => of_kind.iter_mut().for_each(|patterns| patterns.push(at)),
            }
        }
        let name = |kind: usize| language.node_kind_for_id(u16::try_from(kind).ok()?);
        let begins = |test: &dyn Fn(&str) -> bool| {
            let kinds = of_kind.iter().enumerate().filter(|(_, patterns)| !patterns.is_empty());
            kinds.filter_map(|(kind, _)| name(kind)).all(test)
        };
        let (at_top, as_statement) = (begins(&|kind| kind == "module"), begins(&is_statement));
        let leads_on = |kind: usize| {
            let kind = name(kind).unwrap_or_default();
            !at_top && (!as_statement || kind == "module" || kind == "ERROR" || holds(kind))
        };
        let leads_on = (0..of_kind.len()).map(leads_on).collect();
        Ok(Self { list, of_kind, leads_on })
    }

    fn matches<'t>(&self, file: &'t PythonFile, part: &Part<'t>, found: &mut Vec<Match<'t>>) {
        let (mut cursor, at) = (part.node.walk(), &part.at);
        let mut families = Families::new();
        loop {
            let node = cursor.node();
            let mut is_behind = node.start_byte() >= at.end;
            if !is_behind && node.end_byte() > at.start {
                let kind = usize::from(node.kind_id());
                families.clear();
                for pattern in self.of_kind.get(kind).map(Vec::as_slice).unwrap_or_default() {
                    add(&self.list[*pattern], file, node, &mut families, found);
                }
                let goes_down = match node.start_byte() < at.start {
                    _ if self.leads_on.get(kind) == Some(&false) => false,
                    true => cursor.goto_first_child_for_byte(at.start).is_some(),
                    false => cursor.goto_first_child(),
                };
                if goes_down {
                    continue;
                }
            }
            while is_behind || !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
                is_behind = false;
            }
        }
    }
}

/// Adds the matches of one pattern at `node`.
fn add<'t>(
    pattern: &Pattern,
    file: &'t PythonFile,
    node: Node<'t>,
    families: &mut Families<'t>,
    found: &mut Vec<Match<'t>>,
) {
    for bound in Matching::of(pattern, &file.source.bytes, node, families) {
        let mut captures: Vec<(&'static str, Node<'t>)> = bound
            .into_iter()
            .map(|(capture, node)| (pattern.captures[capture].name, node))
            .filter(|(name, _)| !name.starts_with('_'))
            .collect();
        captures.sort_by_key(|(_, node)| node.start_byte());
        found.push(Match { kind: pattern.kind, captures });
    }
}

/// Whether nodes of a kind are whole statements, which stand in no expression.
fn is_statement(kind: &str) -> bool {
    kind.ends_with("_statement") && kind != "expression_statement" || kind.ends_with("_definition")
}

/// Whether statements stand in nodes of a kind.
/// <https://docs.python.org/3/reference/compound_stmts.html>
fn holds(kind: &str) -> bool {
    is_statement(kind) || kind == "block" || kind.ends_with("_clause")
}
