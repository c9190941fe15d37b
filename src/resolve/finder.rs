//! The search of one target: which files are worth parsing, and who reads each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

use regex::bytes::Regex;

use super::{Target, Uses, alternatives, fixtures, pattern, python, reference, spared, text};
use crate::diagnostic::{Diagnostic, Error};
use crate::names::Meaning;
use crate::project::Project;
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::scan;
use crate::source::{PythonFile, Source};

/// The search of one target: its patterns, compiled once.
pub(super) struct Finder<'a> {
    pub(super) target: &'a Target,
    /// Other names under which the target, or a constant that names it, is imported.
    pub(super) names: &'a BTreeSet<String>,
    /// What a file must contain to be worth parsing, in any letter case.
    pub(super) prefilter: Regex,
    /// What makes a syntax error in the file a reason to stop.
    pub(super) mention: Regex,
    /// `emr.Encounter` as a label, between bytes that end a word.
    pub(super) label: Regex,
    /// A permission, or the name of a URL of the admin, likewise.
    pub(super) within: Regex,
    /// The codename of a permission that another model has as well.
    pub(super) shared: Option<Regex>,
    /// What a string may hold that refers to the model.
    pub(super) in_strings: Regex,
    /// The app label, quoted, where the model's name may be put to it.
    pub(super) computed: Regex,
    /// The model's name in a string.
    pub(super) quoted_name: Regex,
}

impl<'a> Finder<'a> {
    pub(super) fn new(target: &'a Target, names: &'a BTreeSet<String>) -> Result<Self, Error> {
        let symbols = alternatives(&target.symbols);
        let permissions = alternatives(&target.permissions);
        let model = regex::escape(&target.model.model_name());
        let app = regex::escape(&target.model.app_label);
        let interpolated =
            format!(r#"\b{app}\.\w*(?:\{{|%)|\b{app}\.(?:\w+_)?["']|:{app}_(?:\{{|%)"#);
        let app_alone = format!(
            r#"app_label\w*["']?\s*[=:]+\s*["']{app}["']|(?:_model|_module_perms)\(\s*["']{app}["']"#
        );
        Ok(Self {
            target,
            names,
            prefilter: pattern(&format!(
                r"(?i:{model})|{symbols}|import\s+\*|\b(?:{permissions})\b|{interpolated}|{app_alone}|getattr\(\s*[\w.]*models\b|django-rehome:"
            ))?,
            mention: pattern(&format!(r"\b(?:{symbols})\b|\b{app}\.(?i:{model})\b"))?,
            label: pattern(&format!(r"\b{app}\.(?i:{model})\b"))?,
            within: pattern(&format!(r"\b{app}\.(?:{permissions})\b|\badmin:{app}_{model}_\w+"))?,
            shared: match target.shared_permissions.is_empty() {
                true => None,
                false => {
                    let codenames = alternatives(&target.shared_permissions);
                    Some(pattern(&format!(r"\b(?:{codenames})\b"))?)
                }
            },
            in_strings: pattern(&format!(
                r"(?i:{model})|\w\.(?:{symbols})\b|\b{app}\.(?:{permissions})\b|{interpolated}"
            ))?,
            computed: pattern(&format!(r#"["']{app}["'.]|\b{app}/{model}\b"#))?,
            quoted_name: pattern(&format!(
                r#"["'](?:[^"'\s]*[._/])?(?i:{model})(?:/[^"'\s]*)?["']"#
            ))?,
        })
    }

    /// Whether a name may stand for the target: under its own name, or another that it is given.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.target.symbols.contains(name) || self.names.contains(name)
    }

    pub(super) fn search(
        &self,
        project: &Project,
        paths: &[&PathBuf],
        needle: &Regex,
    ) -> Result<BTreeMap<PathBuf, Uses>, Error> {
        let (found, unreadable) = scan::search(project, paths, needle, |source| {
            let (path, ignores) = (source.path.clone(), spared::read(&source, self.target));
            let is_shared = |shared: &&Regex| shared.is_match(&source.bytes);
            let shared = self.shared.as_ref().filter(is_shared).map(|one| (one, source.clone()));
            // What is wrong with one file does not keep the others from being judged.
            let mut uses = match self.uses(project, source) {
                Err(error) if error.place.is_some() => {
                    Uses { unjudged: Some(error), ..Uses::default() }
                }
                uses => uses?,
            };
            if let Some((shared, source)) = shared {
                uses.doubt_permissions(|range| shared.is_match(&source.bytes[range]));
            }
            Ok((path, Uses { ignores, ..uses }))
        })?;
        // What is no text is none of ours, unless it mentions the model in some encoding.
        let is_mention = |bytes: &[u8]| self.mention.is_match(bytes) || self.within.is_match(bytes);
        let mentions = |one: &Diagnostic| scan::may_say(project, &one.place.path, &is_mention);
        let unreadable = unreadable.into_iter().filter(mentions).map(|one| {
            let error = Error::new(one.message)
                .at(one.place.clone())
                .help("it may mention the model: make it readable as UTF-8, or have git ignore it");
            (one.place.path, Uses { unjudged: Some(error), ..Uses::default() })
        });
        Ok(found.into_iter().chain(unreadable).collect())
    }

    /// Searches what the `files` import from as well, and what that imports from in turn: it says
    /// whether a name is the target.
    pub(super) fn search_imported(
        &self,
        project: &Project,
        files: &mut BTreeMap<PathBuf, Uses>,
    ) -> Result<(), Error> {
        let mut seen: BTreeSet<PathBuf> = files.keys().cloned().collect();
        loop {
            let modules = files.values().flat_map(|uses| self.asks(uses));
            let modules: BTreeSet<String> = modules.collect();
            let paths = modules.iter().filter_map(|module| project.file_of(module));
            let new: BTreeSet<PathBuf> = paths.filter(|path| !seen.contains(path)).collect();
            if new.is_empty() {
                return Ok(());
            }
            let paths: Vec<&PathBuf> = new.iter().collect();
            let found = self.search(project, &paths, &self.prefilter)?;
            files.extend(found);
            seen.extend(new);
        }
    }

    /// The modules that decide what the names of a file mean.
    pub(super) fn asks(&self, uses: &Uses) -> BTreeSet<String> {
        let of = |meaning: &Meaning| match meaning {
            Meaning::Member(module, name) if self.knows(name) => Some(module.clone()),
            _ => None,
        };
        let pending = uses.pending.iter().filter_map(|one| of(&one.meaning));
        let exports = uses.bindings.exports.iter().filter_map(|(_, meaning)| of(meaning));
        let stars = uses.bindings.stars.iter().map(|star| star.module.clone());
        // Each part of a path may be a module that has the next one by an import.
        let parts = uses
            .paths
            .iter()
            .flat_map(|one| one.path.match_indices('.').map(|(at, _)| one.path[..at].to_owned()));
        pending.chain(exports).chain(stars).chain(parts).collect()
    }

    pub(super) fn uses(&self, project: &Project, source: Source) -> Result<Uses, Error> {
        let extension = source.path.extension().and_then(|extension| extension.to_str());
        match extension.unwrap_or_default() {
            "py" => {
                let file = PythonFile::parse(source)?;
                if let Some(at) = file.syntax_error() {
                    let is_too_deep = file.is_too_deep();
                    if self.mention.is_match(&file.source.bytes) {
                        let what = match is_too_deep {
                            true => "is nested deeper here than can be read",
                            false => "is not valid Python here",
                        };
                        let error = file
                            .source
                            .error(at, format!("this file mentions the model and {what}"))
                            .help("mend it, or have git ignore it, and run again");
                        return Ok(Uses { unjudged: Some(error), ..Uses::default() });
                    }
                    let message = match is_too_deep {
                        true => "nested deeper here than can be read: the file is passed over",
                        false => "a syntax error here: the rest was read as well as it could be",
                    };
                    let warnings = vec![file.source.diagnostic(at, message)];
                    return Ok(Uses { warnings, ..Uses::default() });
                }
                python::uses(self, project, &file)
            }
            "json" | "jsonl" => fixtures::json(self, &source),
            "yaml" | "yml" => fixtures::yaml(self, &source),
            "xml" => fixtures::xml(self, project, &source),
            _ if text::is_template(&source.path) => text::template(self, project, &source),
            "md" | "rst" => text::docs(self, &source),
            _ => text::other(self, &source),
        }
    }

    /// A reference to the model itself, by its label.
    pub(super) fn by_label(
        &self,
        source: &Source,
        range: Range<usize>,
        address: Range<usize>,
        kind: ReferenceKind,
        certainty: Certainty,
    ) -> Reference {
        let symbol = self.target.model.name.clone();
        let place = source.place(range.start);
        reference(source, place, range, address, kind, certainty, symbol)
    }
}
