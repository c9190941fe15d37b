//! The search of one target: which files are worth parsing, and who reads each of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::stars::Stars;
use super::{
    Address, Target, Uses, alternatives, bytewise, fixtures, pattern, python, reference, spared,
    text,
};
use crate::diagnostic::{Diagnostic, Error};
use crate::names::{Meaning, absolute};
use crate::project::Project;
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::scan::{self, Needle};
use crate::source::{PythonFile, Source};

/// The search of one target: its patterns, compiled once.
pub(super) struct Finder<'a> {
    pub(super) target: &'a Target,
    /// Other names under which the target is imported.
    pub(super) names: BTreeSet<String>,
    /// What makes a file worth parsing.
    pub(super) worth: Worth,
    /// Whether a file is passed over if it is worth it for nothing but what it imports by star.
    pub(super) passes_stars: bool,
    /// Where a Python file has to be looked at: see [`Finder::places`].
    places: Regex,
    /// Other names that an import gives to what is looked for.
    renamed: Regex,
    /// What makes a syntax error in the file a reason to stop.
    pub(super) mention: Regex,
    /// `emr.Encounter` as a label, between bytes that end a word.
    pub(super) label: Regex,
    /// A permission, or the name of a URL of the admin, likewise.
    pub(super) within: Regex,
    /// The codename of a permission that another model has as well.
    pub(super) shared: Option<Regex>,
    /// Where a string begins to say something that may refer to the model.
    pub(super) in_strings: Regex,
    /// The app label, quoted, where the model's name may be put to it.
    pub(super) computed: Regex,
    /// The model's name in a string.
    pub(super) quoted_name: Regex,
}

/// What a file must contain to be worth parsing.
pub(super) struct Worth {
    /// In a Python file: a word of the target, or what stands around it in a string. Most of the places
    /// that have the model's name in small letters are variables.
    python: Regex,
    /// One of these words is in all that it finds, and in what is apart: they are found ten times as fast.
    words: Regex,
    /// In a Python file, a model that is taken from a module by a name: that may be put together.
    by_name: Regex,
    /// In a Python file, both of these will do: the app and the model, each quoted.
    apart: [Regex; 2],
    /// A star import may bring the target into a file, or lead it on to others.
    star: Regex,
    /// In any other file.
    other: Regex,
}

impl Worth {
    /// Whether a Python file says something of the target.
    fn says(&self, bytes: &[u8]) -> bool {
        let says =
            || self.python.is_match(bytes) || self.apart.iter().all(|one| one.is_match(bytes));
        self.words.is_match(bytes) && says() || self.by_name.is_match(bytes)
    }
}

impl Needle for Worth {
    fn is_in(&self, path: &Path, bytes: &[u8]) -> bool {
        match path.extension().is_some_and(|extension| extension == "py") {
            true => self.says(bytes) || self.star.is_match(bytes),
            false => self.other.is_match(bytes),
        }
    }
}

/// The same, and somebody who is shown every file.
pub(super) struct Seeing<'a> {
    pub(super) worth: &'a Worth,
    pub(super) see: &'a (dyn Fn(&Path, &[u8]) + Sync),
}

impl Needle for Seeing<'_> {
    fn is_in(&self, path: &Path, bytes: &[u8]) -> bool {
        (self.see)(path, bytes);
        self.worth.is_in(path, bytes)
    }
}

/// What a file must say to take a constant.
pub(super) struct Constants {
    /// The name of any of them.
    any: Regex,
    /// Of each, the name and its class.
    each: Vec<(Regex, Option<Regex>)>,
}

impl Constants {
    /// `constants` have a class, if one holds them, and a name.
    pub(super) fn new(constants: &BTreeSet<(Option<String>, String)>) -> Result<Self, Error> {
        let mut names = Vec::new();
        let mut each = Vec::new();
        for (class, name) in constants {
            let word = |name: &str| format!(r"\b{}\b", regex::escape(name));
            let name = match class {
                Some(_) => format!(r"\.\s*{}", word(name)),
                None => word(name),
            };
            each.push((
                pattern(&name)?,
                class.as_ref().map(|class| pattern(&word(class))).transpose()?,
            ));
            names.push(name);
        }
        Ok(Self { any: pattern(&names.join("|"))?, each })
    }
}

impl Needle for Constants {
    fn is_in(&self, _: &Path, bytes: &[u8]) -> bool {
        let has = |(name, class): &(Regex, Option<Regex>)| {
            name.is_match(bytes) && class.as_ref().is_none_or(|class| class.is_match(bytes))
        };
        self.any.is_match(bytes) && self.each.iter().any(has)
    }
}

impl<'a> Finder<'a> {
    /// `names` are other names of the target, and `constants` those that hold a label or a permission
    /// of it.
    pub(super) fn new(
        target: &'a Target,
        names: BTreeSet<String>,
        constants: &BTreeSet<String>,
    ) -> Result<Self, Error> {
        let symbols = alternatives(&target.symbols);
        let permissions = alternatives(&target.permissions);
        let model = regex::escape(&target.model.model_name());
        let app = regex::escape(&target.model.app_label);
        let interpolated =
            format!(r#"\b{app}\.\w*(?:\{{|%)|\b{app}\.(?:\w+_)?["']|:{app}_(?:\{{|%)"#);
        let app_alone = format!(
            r#"app_label\w*["']?\s*[=:]+\s*["']{app}["']|(?:_model|_module_perms)\(\s*["']{app}["']"#
        );
        // Ways to begin a string, or to go on behind what is put into it; and ways to go on behind the
        // model in one.
        let (begin, follow) =
            (r#"(?:["'}]|%s|\)s)"#, r#"(?:["']|_(?:["'{%]|changelist|add|change|delete|history))"#);
        let in_strings = [
            format!(r"\w\.(?:{symbols})\b|{begin}(?:{symbols})\."),
            format!(r"\b{app}\.(?i:{model})|{app}_{model}|\b{app}/{model}\b"),
            format!(r#"["'](?:\w*[._])?(?i:{model}){follow}|(?:\}}|%s|\)s)[._](?i:{model})"#),
            format!(r"\w\.(?:{permissions})\b|{begin}\.?(?:{permissions})\b"),
            interpolated.clone(),
        ];
        let in_strings = in_strings.join("|");
        let by_name = r"getattr\(\s*[\w.]*models\b";
        let others = format!("{by_name}|django-rehome:");
        let python =
            format!(r"\b(?:{symbols}|{permissions})\b|{in_strings}|{app_alone}|django-rehome:");
        let computed = format!(r#"["']{app}["'.]|\b{app}/{model}\b"#);
        let quoted_name = format!(r#"["'](?:[^"'\s]*[._/])?(?i:{model})(?:/[^"'\s]*)?["']"#);
        let words = alternatives(names.iter().chain(constants).chain(&target.symbols));
        Ok(Self {
            target,
            names,
            passes_stars: false,
            worth: Worth {
                python: bytewise(&python)?,
                words: bytewise(&format!(
                    "{symbols}|{permissions}|(?i:{model})|{app}|django-rehome:"
                ))?,
                by_name: bytewise(by_name)?,
                star: bytewise(r"import\s+\*")?,
                apart: [bytewise(&computed)?, bytewise(&quoted_name)?],
                other: bytewise(&format!(
                    r"(?i:{model})|{symbols}|\b(?:{permissions})\b|{interpolated}|{app_alone}|{others}"
                ))?,
            },
            places: bytewise(&format!(
                r"\b(?:{words})\b|{python}|{by_name}|{computed}|(?:attr|object|spy)\s*\(\s*[\w.]+\s*,\s*[^\x22'\s]|import_module"
            ))?,
            renamed: pattern(&format!(r"\b(?:{words})(?:[\s\\]|#.*\n)+as(?:[\s\\]|#.*\n)+(\w+)"))?,
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
            in_strings: bytewise(&in_strings)?,
            computed: pattern(&computed)?,
            quoted_name: pattern(&quoted_name)?,
        })
    }

    /// Where a Python file may say something of the target, or take what another says of it: byte
    /// ranges, rising. What lies far from all of them need not be understood.
    pub(super) fn places(&self, bytes: &[u8]) -> Result<Vec<Range<usize>>, Error> {
        let mut places: Vec<Range<usize>> =
            self.places.find_iter(bytes).map(|found| found.range()).collect();
        let renamed = self.renamed.captures_iter(bytes).filter_map(|found| found.get(1));
        let renamed: BTreeSet<String> =
            renamed.map(|name| String::from_utf8_lossy(name.as_bytes()).into_owned()).collect();
        if !renamed.is_empty() {
            let words = pattern(&format!(r"\b(?:{})\b", alternatives(&renamed)))?;
            places.extend(words.find_iter(bytes).map(|found| found.range()));
            places.sort_by_key(|place| place.start);
        }
        Ok(places)
    }

    /// The modules that a file imports everything from, if each such import is written plainly.
    fn stars(&self, project: &Project, source: &Source) -> Option<Vec<String>> {
        let package = project.package_of(&source.path)?;
        let plain = STAR.as_ref()?.captures_iter(&source.bytes).filter_map(|found| found.get(1));
        let stars: Vec<String> =
            plain.map(|module| absolute(source.text(module.range()), &package)).collect();
        (stars.len() == self.worth.star.find_iter(&source.bytes).count()).then_some(stars)
    }

    /// Reads those of the `files` that were passed over which lead on what others have by star, or take
    /// the target, or what meets it where it goes to, from others by one. Returns every (module, name)
    /// under which the target can be had then.
    pub(super) fn search_stars(
        &self,
        project: &Project,
        files: &mut BTreeMap<PathBuf, Uses>,
    ) -> Result<HashMap<Address, String>, Error> {
        loop {
            let addresses = Stars::new(self.target, files).follow_exports(self.target);
            let mut giving: BTreeSet<&str> =
                addresses.keys().map(|(one, _)| one.as_str()).collect();
            giving.extend(self.target.to.as_deref());
            // What a star takes from a module, another star takes on.
            loop {
                let is_given = |uses: &&Uses| {
                    uses.bindings.stars.iter().any(|star| giving.contains(star.module.as_str()))
                };
                let given: Vec<&str> =
                    files.values().filter(is_given).map(|uses| uses.module.as_str()).collect();
                let before = giving.len();
                giving.extend(given);
                if giving.len() == before {
                    break;
                }
            }
            let stars = |uses: &'_ Uses| -> Vec<String> {
                uses.bindings.stars.iter().map(|star| star.module.clone()).collect()
            };
            let led: BTreeSet<String> = files.values().flat_map(stars).collect();
            let is_read = |uses: &Uses| {
                let takes = |star: &String| giving.contains(star.as_str());
                !uses.passed_stars.is_empty()
                    && (led.contains(&uses.module) || uses.passed_stars.iter().any(takes))
            };
            let paths: Vec<PathBuf> = files
                .iter()
                .filter(|(_, uses)| is_read(uses))
                .map(|(path, _)| path.clone())
                .collect();
            if paths.is_empty() {
                return Ok(addresses);
            }
            let paths: Vec<&PathBuf> = paths.iter().collect();
            files.extend(self.search(project, &paths, &pattern("")?)?);
        }
    }

    /// Whether a name may stand for the target: under its own name, or another that it is given.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.target.symbols.contains(name) || self.names.contains(name)
    }

    pub(super) fn search(
        &self,
        project: &Project,
        paths: &[&PathBuf],
        needle: &impl Needle,
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
            let found = self.search(project, &paths, &self.worth)?;
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
            // Of what runs with historical models, nothing but labels is told.
            "py" if !self.target.breaks_history
                && !self.mention.is_match(&source.bytes)
                && python::is_history(project, &source.path) =>
            {
                Ok(Uses::default())
            }
            "py" if self.passes_stars
                && !self.worth.says(&source.bytes)
                && let Some(passed_stars) = self.stars(project, &source) =>
            {
                let module = project.module_of(&source.path).unwrap_or_default();
                Ok(Uses { module, passed_stars, ..Uses::default() })
            }
            "py" => {
                let places = self.places(&source.bytes)?;
                let file = PythonFile::sketched(source, &places)?;
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
                python::uses(self, project, &file, &places)
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

/// A star import as it is mostly written.
static STAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m-u)^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+\*").ok());
