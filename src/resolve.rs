//! Finds every reference to a model, and proves what it can by name resolution.
//!
//! Each candidate file is read, parsed and dropped once, in parallel; what it says of its own
//! names is kept. Then re-exports are followed across files (`emr/models/__init__.py` importing
//! from `emr.models.encounter`), to a fixed point; files that know the model only under another
//! name are read as well; and every use that does not end at the model is let go: a superset is
//! searched, resolution confirms.

mod contexts;
mod fields;
mod finder;
mod fixtures;
mod inherited;
mod lookups;
mod mentions;
mod python;
mod settle;
mod spared;
mod stars;
mod strings;
mod taken;
mod text;
mod urls;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};

use regex::bytes::{Regex, RegexBuilder};

pub use self::fields::short_labels;
use self::finder::{Constants, Finder, Seeing};
pub use self::inherited::{Inherited, refuse_inherited};
pub use self::mentions::{accessors, patched_names};
pub use self::stars::gives;
pub use self::taken::{Asked, taken, taken_from};
pub use self::text::admin_template;
use crate::diagnostic::{Diagnostic, Error, Place};
use crate::names::Meaning;
use crate::project::Project;
use crate::reference::{Certainty, Decision, ModelId, Reference, ReferenceKind};
use crate::resolve::spared::Ignore;
use crate::resolve::stars::Bindings;
use crate::scan;
use crate::source::{PythonFile, Source};

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Target {
    /// The model under its old label.
    pub model: ModelId,
    /// The package of its app, e.g. `hospital.emr`.
    pub package: String,
    /// The module that defines (or defined) it, e.g. `emr.models`.
    pub module: String,
    /// Other modules of its app that have it for others from there, where it has moved already: nothing
    /// leads from these to `module`.
    pub beside: Vec<String>,
    /// The names of that module that are looked for: the class, and what moves with it.
    pub symbols: BTreeSet<String>,
    /// Codenames of its permissions, e.g. `view_encounter`.
    pub permissions: BTreeSet<String>,
    /// Those of them that another model of its app has as well.
    pub shared_permissions: BTreeSet<String>,
    /// The module that it goes to, where it is to be moved.
    pub to: Option<String>,
    /// Label of the app that it has moved to already: its templates are there.
    pub label: Option<String>,
    /// Whether imports in migrations would find nothing at the old address.
    pub breaks_history: bool,
}

impl Target {
    /// Whether `module` is an address of the target by itself, and not by what it imports.
    fn is_home(&self, module: &str) -> bool {
        module == self.module || self.beside.iter().any(|beside| beside == module)
    }

    /// Whether it has moved already, and `module` is an address that it has left.
    fn has_left(&self, module: &str) -> bool {
        self.label.is_some() && self.is_home(module)
    }

    /// The model under the label by which the admin finds its templates.
    fn templates_of(&self) -> ModelId {
        let app_label = self.label.as_ref().unwrap_or(&self.model.app_label).clone();
        ModelId { app_label, name: self.model.name.clone() }
    }

    /// Whether the old app is asked for the name there: its package, or a module below it. What
    /// another app re-exports is an address of its own, and stays one.
    pub fn is_own(&self, module: &str) -> bool {
        within(&self.package, module) || module == self.module
    }

    /// Whether `module` is where models of the old app are looked up: `emr.models`, and below.
    fn is_models(&self, module: &str) -> bool {
        within(&format!("{}.models", self.package), module) || module == self.module
    }
}

fn within(package: &str, module: &str) -> bool {
    module.strip_prefix(package).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A module and a name in it.
type Address = (String, String);

/// Every reference, by path and position, and what could not be judged.
#[derive(Debug, Default)]
pub struct References {
    /// The references.
    pub list: Vec<Reference>,
    /// Every module and name under which the target can be had, and what it is called where it is
    /// defined: `("emr", "Encounter")` as well, if `emr/__init__.py` imports it, and nothing there
    /// may make it something else.
    pub addresses: HashMap<Address, String>,
    /// Star imports (path and first byte) beside which another star may bring something else by the
    /// same name: where each stands decides what the name means.
    pub contested: BTreeSet<(PathBuf, usize)>,
    /// Files that were read as well as they could be, and comments that spare nothing.
    pub warnings: Vec<Diagnostic>,
    /// Files that cannot be read, or mention the model and cannot be parsed: nobody knows what is in
    /// them.
    pub unjudged: Vec<Error>,
}

impl References {
    /// Whether a name is had from a module somewhere.
    pub fn by_module(&self, name: &str) -> bool {
        self.list.iter().any(|one| one.symbol == name && !one.through.is_empty())
    }

    /// Adds those of another model that moves along.
    pub fn merge(&mut self, other: Self) {
        self.list.extend(other.list);
        self.list.sort_by(|a, b| {
            (&a.path, a.range.start, a.range.end, &a.symbol).cmp(&(
                &b.path,
                b.range.start,
                b.range.end,
                &b.symbol,
            ))
        });
        self.addresses.extend(other.addresses);
        self.contested.extend(other.contested);
        self.unjudged.extend(other.unjudged);
        self.warnings.extend(other.warnings);
        self.warnings.sort();
        self.warnings.dedup();
    }
}

/// What one file says, before re-exports are followed.
#[derive(Default)]
struct Uses {
    module: String,
    /// The names that it has for others.
    bindings: Bindings,
    /// Modules that it imports everything from, where it says nothing else of the target, and is not
    /// read for that alone.
    passed_stars: Vec<String>,
    /// References that hold if their meaning turns out to be the model.
    pending: Vec<Pending>,
    /// Dotted paths in strings: `emr.views.models.Encounter`.
    paths: Vec<DottedPath>,
    /// Labels in calls that make a relation if what is called turns out to be a relation field.
    fields: Vec<(Meaning, Reference)>,
    /// Labels and permissions that a constant holds: certain if a known place takes it.
    constants: Vec<(Address, Reference)>,
    /// The constants that known places take.
    taken: BTreeSet<Address>,
    /// References by label: certain without any import.
    settled: Vec<Reference>,
    /// Comments that spare references.
    ignores: Vec<Ignore>,
    warnings: Vec<Diagnostic>,
    /// Why the file cannot be judged.
    unjudged: Option<Error>,
}

impl Uses {
    /// How many references there are so far, whatever they turn out to be.
    fn count(&self) -> usize {
        self.pending.len()
            + self.paths.len()
            + self.fields.len()
            + self.constants.len()
            + self.settled.len()
    }

    /// A permission by its codename alone, which `is_shared` by another model, may be that one's.
    fn doubt_permissions(&mut self, is_shared: impl Fn(Range<usize>) -> bool) {
        let constants = self.constants.iter_mut().map(|(_, one)| one);
        let fields = self.fields.iter_mut().map(|(_, one)| one);
        for one in self.settled.iter_mut().chain(constants).chain(fields) {
            use ReferenceKind::{Permission, TemplatePermission};
            if matches!(one.kind, Permission | TemplatePermission) && is_shared(one.range.clone()) {
                one.within(0);
            }
        }
    }
}

/// A dotted path in a string.
struct DottedPath {
    path: String,
    /// The reference that it is if it leads to the target.
    reference: Reference,
    /// Up to which byte the path is written in one piece.
    end: usize,
    /// What the string is if it leads nowhere.
    otherwise: Vec<Reference>,
}

/// A reference that holds if its meaning turns out to be the model.
struct Pending {
    meaning: Meaning,
    /// Whether the name arrives by `import *`.
    by_star: bool,
    reference: Reference,
}

/// Finds the references to `target` in the whole project.
///
/// # Errors
/// A file that cannot be read, or that mentions the model and cannot be parsed. One that is no text is
/// passed over, and that is said.
pub fn references(project: &Project, target: &Target) -> Result<References, Error> {
    references_seeing(project, target, &|_, _| ())
}

/// The same; meanwhile every file of the project that can be read is shown to `see`.
///
/// # Errors
/// As [`references`].
pub fn references_seeing(
    project: &Project,
    target: &Target,
    see: &(dyn Fn(&Path, &[u8]) + Sync),
) -> Result<References, Error> {
    let mut found = find(project, target, None, see)?;
    let is_no_text = |error: &mut Error| {
        let source = error.place.as_ref().and_then(|one| scan::read(project, &one.path).ok());
        source.is_some_and(|source| source.bytes.contains(&0))
    };
    found.warnings.extend(found.unjudged.extract_if(.., is_no_text).filter_map(|error| {
        let message = format!("{}, and is passed over: look there as well", error.message);
        Some(Diagnostic { place: error.place?, message })
    }));
    match found.unjudged.is_empty() {
        true => Ok(found),
        false => Err(found.unjudged.swap_remove(0)),
    }
}

/// Finds the references to `target` in the `given` files, or in the whole project. Of other files it
/// reads what says whose names these import. What cannot be judged comes back beside the references.
///
/// # Errors
/// A pattern that does not compile.
pub fn references_in(
    project: &Project,
    target: &Target,
    given: Option<&BTreeSet<PathBuf>>,
) -> Result<References, Error> {
    find(project, target, given, &|_, _| ())
}

fn find(
    project: &Project,
    target: &Target,
    given: Option<&BTreeSet<PathBuf>>,
    see: &(dyn Fn(&Path, &[u8]) + Sync),
) -> Result<References, Error> {
    let paths: Vec<&PathBuf> = match given {
        Some(given) => given.iter().collect(),
        None => project.files.iter().collect(),
    };
    let none = BTreeSet::new();
    let mut finder = Finder::new(target, BTreeSet::new(), &none)?;
    finder.passes_stars = given.is_none();
    let mut files = finder.search(project, &paths, &Seeing { worth: &finder.worth, see })?;
    finder.passes_stars = false;
    if given.is_some() {
        finder.search_imported(project, &mut files)?;
    }
    // Whoever imports everything from the module that the class goes to is given it.
    if let Some(to) = target.to.as_ref().and_then(|to| project.file_of(to)) {
        files.extend(finder.search(project, &[&to], &pattern("")?)?);
    }
    let python = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "py");
    let code: Vec<&PathBuf> = paths.iter().copied().filter(|path| python(path)).collect();
    // Any file may take a constant that is one of ours.
    let constants = settle::constants(&files);
    let words = constants.iter().flat_map(|(class, name)| class.iter().chain([name])).cloned();
    let words: BTreeSet<String> = words.collect();
    if !constants.is_empty() {
        finder = Finder::new(target, BTreeSet::new(), &words)?;
        files.extend(finder.search(project, &code, &Constants::new(&constants)?)?);
    }
    let addresses = loop {
        let addresses = finder.search_stars(project, &mut files)?;
        let mut names = settle::other_names(target, &addresses);
        let more: BTreeSet<String> = names.difference(&finder.names).cloned().collect();
        if more.is_empty() {
            break addresses;
        }
        names.extend(finder.names);
        finder = Finder::new(target, names, &words)?;
        let needle = pattern(&format!(r"\b(?:{})\b", alternatives(&more)))?;
        files.extend(finder.search(project, &code, &needle)?);
    };
    let mut found = settle::settle(project, target, addresses, &files)?;
    found.warnings.extend(project.links.iter().map(|path| Diagnostic {
        place: Place { path: path.clone(), line: 1, column: 1 },
        message: "a link that leads out of the project is not followed: look there as well".into(),
    }));
    found.unjudged = files.into_values().filter_map(|uses| uses.unjudged).collect();
    Ok(found)
}

fn reference(
    source: &Source,
    place: Place,
    range: Range<usize>,
    address: Range<usize>,
    kind: ReferenceKind,
    certainty: Certainty,
    symbol: String,
) -> Reference {
    Reference {
        path: source.path.clone(),
        place,
        text: source.excerpt(range.start),
        range,
        address,
        kind,
        certainty,
        decision: Decision::Unsure,
        symbol,
        through: String::new(),
    }
}

/// The names as alternatives of a pattern.
fn alternatives<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| regex::escape(name)).collect();
    names.join("|")
}

/// A bytes pattern whose literals are made of names.
pub(crate) fn pattern(text: &str) -> Result<Regex, Error> {
    RegexBuilder::new(text).build().map_err(|error| Error::new(format!("search pattern: {error}")))
}

/// A pattern that knows of no letters but those of ASCII, if it is written in these alone: a search for
/// the borders of words in all of Unicode is many times slower where a file has other letters, and so is
/// compiling it. It finds what such a search finds, and words that follow on such letters.
pub(crate) fn bytewise(text: &str) -> Result<Regex, Error> {
    pattern(&if text.is_ascii() { format!("(?-u:{text})") } else { text.to_owned() })
}

/// A file of the project as candidates see it: read, parsed, not kept.
///
/// # Errors
/// It cannot be read.
pub fn parse(project: &Project, path: &Path) -> Result<PythonFile, Error> {
    PythonFile::parse(scan::read(project, path)?)
}

/// The same, read as far as it takes to say what stands where it says `name`: see
/// [`PythonFile::sketched`].
///
/// # Errors
/// It cannot be read.
pub fn parse_around(project: &Project, path: &Path, name: &str) -> Result<PythonFile, Error> {
    let source = scan::read(project, path)?;
    let places: Vec<Range<usize>> = memchr::memmem::find_iter(&source.bytes, name.as_bytes())
        .map(|at| at..at + name.len())
        .collect();
    PythonFile::sketched(source, &places)
}
