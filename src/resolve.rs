//! Finds every reference to a model, and proves what it can by name resolution.
//!
//! Each candidate file is read, parsed and dropped once, in parallel; what it says of its own
//! names is kept. Then re-exports are followed across files (`emr/models/__init__.py` importing
//! from `emr.models.encounter`), to a fixed point, and every use that does not end at the model
//! is let go: a superset is searched, resolution confirms.

mod python;
mod text;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use regex::bytes::{Regex, RegexBuilder};

use crate::diagnostic::{Diagnostic, Error, Place};
use crate::names::Meaning;
use crate::project::Project;
use crate::reference::{ModelId, Reference};
use crate::scan;
use crate::source::{PythonFile, Source};

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Target {
    /// The model under its old label.
    pub model: ModelId,
    /// The module that defines (or defined) it, e.g. `emr.models`.
    pub module: String,
    /// The names of that module that are looked for: the class, and what moves with it.
    pub symbols: BTreeSet<String>,
    /// Codenames of its permissions, e.g. `view_encounter`.
    pub permissions: BTreeSet<String>,
}

/// Every reference, by path and position, and what could not be judged.
#[derive(Debug, Default)]
pub struct References {
    /// The references.
    pub list: Vec<Reference>,
    /// Every module and name under which the target can be had, and what it is called where it is
    /// defined: `("emr", "Encounter")` as well, if `emr/__init__.py` imports it.
    pub addresses: HashMap<(String, String), String>,
    /// Files that were read as well as they could be.
    pub warnings: Vec<Diagnostic>,
}

/// What one file says, before re-exports are followed.
#[derive(Default)]
struct Uses {
    module: String,
    /// Names that the module binds by importing them: local name and meaning.
    exports: Vec<(String, Meaning)>,
    /// Modules that it imports everything from.
    stars: Vec<String>,
    /// References that hold if their meaning turns out to be the model.
    pending: Vec<(Meaning, Reference)>,
    /// References by label: certain without any import.
    settled: Vec<Reference>,
    warnings: Vec<Diagnostic>,
}

/// Finds the references to `target` in the whole project.
///
/// # Errors
/// A file that cannot be read, or that mentions the model and cannot be parsed.
pub fn references(project: &Project, target: &Target) -> Result<References, Error> {
    let paths: Vec<&PathBuf> = project.files.iter().collect();
    let finder = Finder::new(target)?;
    let (files, unreadable) =
        scan::search(project, &paths, &finder.prefilter, |source| finder.uses(project, source))?;
    if let Some(first) = unreadable.into_iter().next() {
        return Err(Error::new(first.message)
            .at(first.place)
            .help("it may mention the model: make it readable, or have git ignore it"));
    }
    let names = follow_exports(target, &files);
    let mut found = References { addresses: names, ..References::default() };
    found.warnings.extend(project.links.iter().map(|path| Diagnostic {
        place: Place { path: path.clone(), line: 1, column: 1 },
        message: "a link that leads out of the project is not followed: look there as well".into(),
    }));
    for uses in files {
        found.list.extend(uses.settled);
        found.warnings.extend(uses.warnings);
        for (meaning, mut reference) in uses.pending {
            if let Meaning::Member(module, name) = meaning
                && let Some(symbol) = found.addresses.get(&(module, name))
            {
                reference.symbol.clone_from(symbol);
                found.list.push(reference);
            }
        }
    }
    found.list.sort_by(|a, b| (&a.path, a.range.start).cmp(&(&b.path, b.range.start)));
    found.list.dedup_by(|a, b| a.path == b.path && a.range == b.range && a.kind == b.kind);
    Ok(found)
}

/// Every (module, name) under which a symbol of the target can be had.
fn follow_exports(target: &Target, files: &[Uses]) -> HashMap<(String, String), String> {
    let mut names: HashMap<(String, String), String> = target
        .symbols
        .iter()
        .map(|symbol| ((target.module.clone(), symbol.clone()), symbol.clone()))
        .collect();
    loop {
        let mut found: Vec<((String, String), String)> = Vec::new();
        for uses in files {
            for (local, meaning) in &uses.exports {
                if let Meaning::Member(module, name) = meaning
                    && let Some(symbol) = names.get(&(module.clone(), name.clone()))
                {
                    found.push(((uses.module.clone(), local.clone()), symbol.clone()));
                }
            }
            for star in &uses.stars {
                for ((module, name), symbol) in &names {
                    if module == star && !name.starts_with('_') {
                        found.push(((uses.module.clone(), name.clone()), symbol.clone()));
                    }
                }
            }
        }
        let before = names.len();
        names.extend(found);
        if names.len() == before {
            return names;
        }
    }
}

/// The search of one target: its patterns, compiled once.
struct Finder<'a> {
    target: &'a Target,
    /// What a file must contain to be worth parsing, in any letter case.
    prefilter: Regex,
    /// What makes a syntax error in the file a reason to stop.
    mention: Regex,
    /// `emr.Encounter` as a label, between bytes that end a word.
    label: Regex,
    /// What a string may hold that refers to the model.
    in_strings: Regex,
    /// The app label, quoted, where the model's name may be put to it.
    computed: Regex,
    /// The model's name in a string.
    quoted_name: Regex,
}

impl<'a> Finder<'a> {
    fn new(target: &'a Target) -> Result<Self, Error> {
        let symbols: Vec<String> = target.symbols.iter().map(|s| regex::escape(s)).collect();
        let symbols = symbols.join("|");
        let model = regex::escape(&target.model.model_name());
        let app = regex::escape(&target.model.app_label);
        let module = regex::escape(&target.module);
        Ok(Self {
            target,
            prefilter: pattern(&format!(r"(?i:{model})|{symbols}|import\s+\*"))?,
            mention: pattern(&format!(r"\b(?:{symbols})\b|\b{app}\.(?i:{model})\b"))?,
            label: pattern(&format!(r"\b{app}\.(?i:{model})\b"))?,
            in_strings: pattern(&format!(r"(?i:{model})|\b{module}\.(?:{symbols})\b"))?,
            computed: pattern(&format!(r#"["']{app}["'.]|\b{app}/{model}\b"#))?,
            quoted_name: pattern(&format!(r#"["'][^"'\n]*(?:\b|_)(?i:{model})\b[^"'\n]*["']"#))?,
        })
    }

    fn uses(&self, project: &Project, source: Source) -> Result<Uses, Error> {
        let extension = source.path.extension().and_then(|extension| extension.to_str());
        match extension.unwrap_or_default() {
            "py" => {
                let file = PythonFile::parse(source)?;
                if let Some(at) = file.syntax_error() {
                    if self.mention.is_match(&file.source.bytes) {
                        return Err(file
                            .source
                            .error(at, "this file mentions the model and is not valid Python here")
                            .help("mend it, or have git ignore it, and run again"));
                    }
                    let message = "a syntax error here: the rest was read as well as it could be";
                    let warnings = vec![file.source.diagnostic(at, message)];
                    return Ok(Uses { warnings, ..Uses::default() });
                }
                python::uses(self, project, &file)
            }
            "json" | "jsonl" => text::fixture(self, &source),
            "html" | "htm" | "txt" | "jinja" | "jinja2" | "j2" => text::template(self, &source),
            _ => Ok(text::other(self, &source)),
        }
    }
}

/// A bytes pattern whose literals are made of names.
fn pattern(text: &str) -> Result<Regex, Error> {
    RegexBuilder::new(text).build().map_err(|error| Error::new(format!("search pattern: {error}")))
}

/// Of `wanted`, the names that other files of the project take from `module`. A file that cannot
/// be judged takes them all.
///
/// # Errors
/// A pattern that does not compile.
pub fn taken_from(
    project: &Project,
    module: &str,
    own: &Path,
    wanted: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Error> {
    let last = module.rsplit('.').next().unwrap_or(module);
    let paths: Vec<&PathBuf> = project
        .files
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "py") && path.as_path() != own)
        .collect();
    let needle = pattern(&regex::escape(last))?;
    let stars = pattern(r"import\s+\*")?;
    let (files, unreadable) = scan::search(project, &paths, &needle, |source| {
        let mentions = |name: &&String| contains_word(&source.bytes, name);
        let mentioned: BTreeSet<String> = wanted.iter().filter(mentions).cloned().collect();
        if mentioned.is_empty() && !stars.is_match(&source.bytes) {
            return Ok(mentioned);
        }
        python::taken_from(project, &PythonFile::parse(source)?, module, wanted, &mentioned)
    })?;
    if !unreadable.is_empty() {
        return Ok(wanted.clone());
    }
    Ok(files.into_iter().flatten().collect())
}

/// Strings such as `"emr.models.timezone.now"`: they patch a name of `module` that what moves looks
/// up as well, and after the move looks up in `new_module`.
///
/// # Errors
/// A pattern that does not compile.
pub fn patched_names(
    project: &Project,
    module: &str,
    names: &BTreeSet<String>,
    new_module: &str,
) -> Result<Vec<Diagnostic>, Error> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let escaped: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    let path = format!(r#"["']{}\.({})\b[\w.]*["']"#, regex::escape(module), escaped.join("|"));
    mentions(project, &pattern(&path)?, |name| {
        format!("what moves looks up '{name}' in {new_module} from now on, not in {module}")
    })
}

/// Uses of reverse accessors that change their names with the app label, as code, templates and
/// fixtures write them.
///
/// # Errors
/// A pattern that does not compile.
pub fn accessors(project: &Project, names: &BTreeSet<String>) -> Result<Vec<Diagnostic>, Error> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let escaped: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    mentions(project, &pattern(&format!(r"\b({})\b", escaped.join("|")))?, |name| {
        format!("the accessor '{name}' has the app label in it, and gets another name")
    })
}

/// Every match of `regex` in code and templates, by its first group.
fn mentions(
    project: &Project,
    regex: &Regex,
    message: impl Fn(&str) -> String + Sync,
) -> Result<Vec<Diagnostic>, Error> {
    let is_text = |path: &&PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        matches!(extension, Some("py" | "html" | "txt" | "jinja" | "jinja2" | "j2"))
    };
    let paths: Vec<&PathBuf> = project.files.iter().filter(is_text).collect();
    let (found, _) = scan::search(project, &paths, regex, |source| {
        let said = |name: regex::bytes::Match| {
            source.diagnostic(name.start(), message(source.text(name.range())))
        };
        let names = regex.captures_iter(&source.bytes).filter_map(|found| found.get(1));
        Ok(names.map(said).collect::<Vec<Diagnostic>>())
    })?;
    Ok(found.into_iter().flatten().collect())
}

fn contains_word(bytes: &[u8], word: &str) -> bool {
    pattern(&format!(r"\b{}\b", regex::escape(word))).is_ok_and(|word| word.is_match(bytes))
}

/// A file of the project as candidates see it: read, parsed, not kept.
///
/// # Errors
/// It cannot be read.
pub fn parse(project: &Project, path: &Path) -> Result<PythonFile, Error> {
    PythonFile::parse(scan::read(project, path)?)
}
