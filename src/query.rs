//! `queries/*.scm` made into typed matches. The only user of [`tree_sitter::Query`].
//!
//! Every pattern names its kind with `#set! kind`; captures that start with `_` are private to
//! the pattern. A file of patterns is compiled once, when it is first needed.

use std::sync::LazyLock;

use tree_sitter::{Node, Query, QueryCursor, StreamingIterator};

use crate::diagnostic::Error;
use crate::source::PythonFile;
use crate::stats::{self, Step};

/// One file of patterns.
pub struct Subject {
    name: &'static str,
    compiled: LazyLock<Result<Compiled, Error>>,
}

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
            compiled: LazyLock::new(|| {
                compile($file, include_str!(concat!("../queries/", $file, ".scm")))
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

    /// The kinds of its patterns, in their order.
    ///
    /// # Errors
    /// The file does not compile.
    pub fn kinds(&self) -> Result<&[&'static str], Error> {
        self.compiled.as_ref().map(|compiled| compiled.kinds.as_slice()).map_err(Clone::clone)
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
        let compiled = self.compiled.as_ref().map_err(Clone::clone)?;
        file.is_queried();
        Ok(stats::time(Step::Query, || compiled.matches(file, node)))
    }
}

impl Compiled {
    fn matches<'t>(&self, file: &'t PythonFile, node: Node<'t>) -> Vec<Match<'t>> {
        let mut cursor = QueryCursor::new();
        let mut found = Vec::new();
        let mut matches = cursor.matches(&self.query, node, file.source.bytes.as_slice());
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
        found
    }
}

fn compile(name: &str, text: &'static str) -> Result<Compiled, Error> {
    stats::count(Step::Compile, 1);
    let language = tree_sitter_python::LANGUAGE.into();
    let query = stats::time(Step::Compile, || Query::new(&language, text)).map_err(|error| {
        Error::new(format!("queries/{name}.scm:{}: {}", error.row + 1, error.message))
    })?;
    let mut kinds = Vec::with_capacity(query.pattern_count());
    for pattern in 0..query.pattern_count() {
        let kind = query
            .property_settings(pattern)
            .iter()
            .find(|property| &*property.key == "kind")
            .and_then(|property| property.value.as_deref());
        let line = text[..query.start_byte_for_pattern(pattern)].matches('\n').count() + 1;
        match kind {
            // Kinds and capture names live as long as the program: there are a few dozen.
            Some(kind) => kinds.push(&*String::from(kind).leak()),
            None => {
                return Err(Error::new(format!(
                    "queries/{name}.scm:{line}: a pattern without kind"
                )));
            }
        }
    }
    let captures = query.capture_names().iter().map(|name| &*String::from(*name).leak()).collect();
    Ok(Compiled { query, kinds, captures })
}
