//! `queries/*.scm` made into typed matches. The only user of [`tree_sitter::Query`].
//!
//! Every pattern names its kind with `#set! kind`; captures that start with `_` are private to
//! the pattern. To compile patterns takes longer than to read most files: those that ask for the same
//! word are compiled together, when a file first says it.

mod patterns;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::RegexSet;
use tree_sitter::{Node, Query, QueryCursor, StreamingIterator};

use crate::diagnostic::Error;
use crate::source::PythonFile;
use crate::stats::{self, Step};

/// One file of patterns.
pub struct Subject {
    name: &'static str,
    groups: LazyLock<Result<Groups, Error>>,
}

/// The patterns of a subject, by what a file has to say to match any of them.
struct Groups {
    /// One pattern for each group.
    needles: RegexSet,
    list: Vec<Group>,
}

type Group = LazyLock<Result<Compiled, Error>, Box<dyn FnOnce() -> Result<Compiled, Error> + Send>>;

struct Compiled {
    query: Query,
    kinds: Vec<&'static str>,
    captures: Vec<&'static str>,
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
            groups: LazyLock::new(|| {
                Groups::read($file, include_str!(concat!("../queries/", $file, ".scm")))
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

    fn groups(&self) -> Result<&Groups, Error> {
        self.groups.as_ref().map_err(Clone::clone)
    }

    /// The kinds of its patterns.
    ///
    /// # Errors
    /// The file does not compile.
    pub fn kinds(&self) -> Result<Vec<&'static str>, Error> {
        let mut kinds = Vec::new();
        for group in &self.groups()?.list {
            kinds.extend(&group.as_ref().map_err(Clone::clone)?.kinds);
        }
        Ok(kinds)
    }

    /// Every match below `node`.
    ///
    /// # Errors
    /// The patterns do not compile (never in a release: a test loads them all).
    pub fn matches<'t>(
        &self,
        file: &'t PythonFile,
        node: Node<'t>,
    ) -> Result<Vec<Match<'t>>, Error> {
        self.matches_at(file, &[Part { node, at: 0..usize::MAX, says: node.byte_range() }])
    }

    /// Every match that a part of a file has something to do with. One that concerns several comes several
    /// times.
    ///
    /// # Errors
    /// As [`Subject::matches`].
    pub fn matches_at<'t>(
        &self,
        file: &'t PythonFile,
        parts: &[Part<'t>],
    ) -> Result<Vec<Match<'t>>, Error> {
        let groups = self.groups()?;
        file.is_queried();
        let mut found = Vec::new();
        for part in parts {
            let first = found.len();
            let says = groups.needles.matches(&file.code()[part.says.clone()]);
            for group in &says {
                let compiled = groups.list[group].as_ref().map_err(Clone::clone)?;
                stats::time(Step::Query, || compiled.matches(file, part, &mut found));
            }
            if says.iter().nth(1).is_some() {
                let start = |one: &Match| one.captures.first().map(|(_, node)| node.start_byte());
                found[first..].sort_by_key(start);
            }
        }
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
    /// The bytes around these that have to say the words of a pattern.
    pub says: Range<usize>,
}

thread_local! {
    static CURSOR: RefCell<QueryCursor> = RefCell::new(QueryCursor::new());
}

impl Groups {
    fn read(name: &'static str, text: &'static str) -> Result<Self, Error> {
        let groups = patterns::groups(text);
        let needles = RegexSet::new(groups.iter().map(|(needle, _)| format!("(?-u:{needle})")))
            .map_err(|error| Error::new(format!("queries/{name}.scm: {error}")))?;
        let compiled = |patterns: Vec<Range<usize>>| -> Group {
            LazyLock::new(Box::new(move || compile(name, text, &patterns)))
        };
        Ok(Self { needles, list: groups.into_iter().map(|(_, list)| compiled(list)).collect() })
    }
}

impl Compiled {
    fn matches<'t>(&self, file: &'t PythonFile, part: &Part<'t>, found: &mut Vec<Match<'t>>) {
        CURSOR.with_borrow_mut(|cursor| {
            cursor.set_byte_range(part.at.clone());
            let mut matches = cursor.matches(&self.query, part.node, file.source.bytes.as_slice());
            while let Some(one) = matches.next() {
                let mut captures: Vec<(&'static str, Node<'t>)> = one
                    .captures()
                    .iter()
                    .map(|capture| (self.captures[capture.index as usize], capture.node))
                    .filter(|(name, _)| !name.starts_with('_'))
                    .collect();
                captures.sort_by_key(|(_, node)| node.start_byte());
                found.push(Match { kind: self.kinds[one.pattern_index], captures });
            }
        });
    }
}

/// Compiles the patterns that stand at the byte ranges of the `text` of `queries/<name>.scm`.
fn compile(name: &str, text: &str, patterns: &[Range<usize>]) -> Result<Compiled, Error> {
    stats::count(Step::Compile, 1);
    let language = tree_sitter_python::LANGUAGE.into();
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    let texts: Vec<&str> = patterns.iter().map(|range| &text[range.clone()]).collect();
    let query = stats::time(Step::Compile, || Query::new(&language, &texts.join("\n"))).map_err(
        |error| {
            let (first, message) =
                (patterns.first().map_or(1, |one| line(one.start)), error.message);
            Error::new(format!("queries/{name}.scm: at or below line {first}: {message}"))
        },
    )?;
    let mut kinds = Vec::with_capacity(query.pattern_count());
    for (pattern, range) in patterns.iter().enumerate() {
        let kind = query
            .property_settings(pattern)
            .iter()
            .find(|property| &*property.key == "kind")
            .and_then(|property| property.value.as_deref());
        match kind {
            // Kinds and capture names live as long as the program: there are a few dozen.
            Some(kind) => kinds.push(&*String::from(kind).leak()),
            None => {
                let line = line(range.start);
                return Err(Error::new(format!(
                    "queries/{name}.scm:{line}: a pattern without kind"
                )));
            }
        }
    }
    let captures = query.capture_names().iter().map(|name| &*String::from(*name).leak()).collect();
    Ok(Compiled { query, kinds, captures })
}
