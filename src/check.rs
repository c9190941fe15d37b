//! `check`: what still uses the old address of a model that has moved.
//!
//! A move that was made is taken for one whose class stands in the target already: the references to
//! the old address are those that `move` would rewrite, and they are mended by the same edits. What is
//! found and what is written come from one change set.

pub mod asked;
mod findings;
mod moved;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use self::findings::{Found, findings, unjudged};
use self::moved::{Moved, moved};
use crate::choice::Choice;
use crate::config::Recorded;
use crate::diagnostic::{Diagnostic, Error, Place};
use crate::edit::{Change, ChangeSet};
use crate::finding::{Checked, Finding};
use crate::pipeline;
use crate::plan::{self, stale};
use crate::project::Project;
use crate::reference::{AdminGoes, Reference, Shim};
use crate::resolve::{self, References};
use crate::scan;
use crate::transplant::belongs::Wishes;

/// What is to be checked.
pub struct Request<'a> {
    /// Directory of the project.
    pub root: &'a Path,
    /// The moves that were made.
    pub moves: &'a [Recorded],
    /// Files and directories, relative to the root; all of it, where nothing is said.
    pub given: Option<&'a BTreeSet<PathBuf>>,
    /// What the one file that is given holds, in place of what is on disk.
    pub held: Option<&'a [u8]>,
    /// What is left out, and what else is looked at.
    pub choice: &'a Choice,
    /// Whether files that are left out are so when they are given as well.
    pub force_exclude: bool,
    /// The current directory, absolute as the root is: paths below it are shown from there.
    pub current: &'a Path,
}

/// What was found.
#[derive(Default)]
pub struct Outcome {
    found: Vec<Found>,
    unjudged: Vec<Finding>,
    warnings: Vec<Diagnostic>,
    files: usize,
    /// What mends the findings that can be.
    pub changes: ChangeSet,
}

impl Outcome {
    /// What is to be said, where the changes were written (`mended`) or not.
    pub fn checked(self, mended: bool) -> Checked {
        let (done, left): (Vec<Found>, Vec<Found>) =
            self.found.into_iter().partition(|one| mended && one.is_mended);
        Checked {
            findings: left.into_iter().map(|one| one.finding).collect(),
            unjudged: self.unjudged,
            warnings: self.warnings,
            files: self.files,
            fixed: (done.len(), if mended { self.changes.iter().count() } else { 0 }),
        }
    }
}

/// Finds the references to the old addresses.
///
/// # Errors
/// There is no project, a file that is given is not there, or a model is not where it is said to be.
pub fn check(request: &Request) -> Result<Outcome, Error> {
    if let Some(files) = nothing_said(request)? {
        return Ok(Outcome { files, ..Outcome::default() });
    }
    let mut project = open(request)?;
    if let (Some(bytes), Some(path)) = (request.held, request.given.and_then(BTreeSet::first)) {
        project.add(path);
        project.held.insert(path.clone(), bytes.to_vec());
    }
    let given = match request.given {
        Some(given) => Some(scan::given(&mut project, given, request.force_exclude)?),
        None => None,
    };
    let leaves_out = |path: &Path| {
        let is_named = request.given.is_some_and(|given| given.contains(path));
        request.choice.leaves_out(path) && (request.force_exclude || !is_named)
    };
    let judged: BTreeSet<PathBuf> = match given {
        Some(given) => given.into_iter().filter(|path| !leaves_out(path)).collect(),
        None => project.files.iter().filter(|path| !leaves_out(path)).cloned().collect(),
    };
    // What is left out has been: files that are named are judged whatever the globs say of them.
    let choice = &request.choice.everywhere();
    let mut checking = Checking { request, choice, judged: &judged, found: Vec::new() };
    let mut outcome = Outcome { files: judged.len(), ..Outcome::default() };
    let mut cannot: BTreeMap<Place, Error> = BTreeMap::new();
    let mut again: Vec<(&[Moved], BTreeSet<PathBuf>)> = Vec::new();
    let groups = together(&project, request.moves)?;
    // A module that is gone is taken for one that is empty: what is had through it is stale as well.
    for path in groups.iter().flatten().map(|moved| &moved.left.path) {
        if !project.has(path) {
            project.add(path);
            project.held.insert(path.clone(), Vec::new());
        }
    }
    for group in &groups {
        let given = request.given.map(|_| &judged);
        let mut references = checking.references(&project, group, given)?;
        outcome.warnings.append(&mut references.warnings);
        let unknown = std::mem::take(&mut references.unjudged);
        cannot.extend(unknown.into_iter().filter_map(|error| Some((error.place.clone()?, error))));
        let (changes, clashing) = checking.mend(&project, group, &references, &outcome.changes)?;
        outcome.changes.extend(changes);
        if !clashing.is_empty() {
            again.push((group, clashing));
        }
    }
    outcome.found = checking.found;
    // Files that several moves change are changed by one after the other.
    for (group, paths) in again {
        for path in &paths {
            let bytes = outcome.changes.after(path).unwrap_or_default().to_vec();
            project.held.insert(path.clone(), bytes);
        }
        let mut once_more = Checking { request, choice, judged: &paths, found: Vec::new() };
        let references = once_more.references(&project, group, Some(&paths))?;
        let (changes, _) = once_more.mend(&project, group, &references, &ChangeSet::default())?;
        for (path, change) in changes.iter() {
            let before = outcome.changes.get(path).and_then(|change| change.before.clone());
            let change = Change { before, after: change.after.clone() };
            outcome.changes.insert(path.to_owned(), change);
        }
    }
    outcome.unjudged = cannot
        .into_iter()
        .filter_map(|(place, error)| {
            let source = scan::read(&project, &place.path).ok();
            unjudged(&error, source.as_ref(), &|path| shown(request, path))
        })
        .collect();
    outcome.found.sort_by(|one, other| {
        let key = |one: &Found| {
            let (path, region) = (one.finding.path.clone(), &one.finding.region);
            (path, region.bytes.start, region.bytes.end, one.finding.rule.code)
        };
        key(one).cmp(&key(other))
    });
    outcome.warnings.retain(|one| judged.contains(&one.place.path));
    for one in &mut outcome.warnings {
        one.place.path = shown(request, &one.place.path);
    }
    outcome.warnings.sort();
    outcome.warnings.dedup();
    Ok(outcome)
}

/// How many files are given, where all of them are there and say nothing that any reference to a model
/// that has moved would: then nothing else has to be read, or walked over.
fn nothing_said(request: &Request) -> Result<Option<usize>, Error> {
    let Some(given) = request.given else { return Ok(None) };
    let needle = |in_code: bool| {
        let of_move = |one: &Recorded| {
            let names = one.names.iter().map(|name| format!("|{}", regex::escape(name)));
            let names: String = names.collect();
            let model = regex::escape(&one.id.model_name());
            let app = regex::escape(&one.id.app_label);
            // Code that imports from the app says its name: what ends a string may be a permission, and so may
            // a codename beside the app. What is put together when it runs is no finding.
            let app = match in_code {
                true => format!(
                    r#"\b{app}\.[^"']*["']|["']{app}["'](?s:.)*codename|codename(?s:.)*["']{app}["']"#
                ),
                false => format!(r"\b{app}\b"),
            };
            format!("(?i:{model})|{app}{names}")
        };
        let all = request.moves.iter().map(of_move);
        let all: Vec<String> = all.chain(["django-rehome:".to_owned()]).collect();
        resolve::bytewise(&all.join("|"))
    };
    let is_code = |path: &Path| path.extension().is_some_and(|extension| extension == "py");
    let code = given.iter().any(|path| is_code(path)).then(|| needle(true)).transpose()?;
    let other = given.iter().any(|path| !is_code(path)).then(|| needle(false)).transpose()?;
    // What has NUL bytes is in some other encoding, if it is text at all.
    let says = |path: &Path, bytes: &[u8]| {
        let needle = if is_code(path) { &code } else { &other };
        bytes.contains(&0) || needle.as_ref().is_none_or(|needle| needle.is_match(bytes))
    };
    let silent = match (request.held, given.first()) {
        (Some(bytes), Some(path)) => !says(path, bytes),
        _ => scan::are_files_without(request.root, given, &says),
    };
    Ok(silent.then_some(given.len()))
}

/// The project. Where files are given, the settings of the others are read only for the sake of one that
/// may be a migration in an odd place.
fn open(request: &Request) -> Result<Project, Error> {
    let Some(given) = request.given else { return Ok(pipeline::open(request.root, None)?.0) };
    let in_usual_place = |path: &Path| {
        path.parent().and_then(Path::file_name).is_some_and(|name| name == "migrations")
    };
    let is_migration = |_: &Path, bytes: &[u8]| contains(bytes, b"migrations.Migration");
    let odd: BTreeSet<PathBuf> =
        given.iter().filter(|path| !in_usual_place(path)).cloned().collect();
    match scan::are_files_without(request.root, &odd, &is_migration) {
        true => scan::project(request.root),
        false => Ok(pipeline::open(request.root, None)?.0),
    }
}

/// Whether `needle` is in `bytes`.
fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// The moves that were made, those together that went from one module to another: they are mended as
/// one.
fn together(project: &Project, moves: &[Recorded]) -> Result<Vec<Vec<Moved>>, Error> {
    let mut groups: Vec<Vec<Moved>> = Vec::new();
    for recorded in moves {
        let Some(one) = moved(project, recorded, moves)? else { continue };
        let is_same = |other: &Moved| {
            (&other.left, &other.destination.public, &other.label)
                == (&one.left, &one.destination.public, &one.label)
        };
        match groups.iter_mut().find(|group| group.iter().any(is_same)) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    Ok(groups)
}

/// The path of a file as the user is shown it.
fn shown(request: &Request, path: &Path) -> PathBuf {
    let whole = request.root.join(path);
    whole.strip_prefix(request.current).map_or_else(|_| whole.clone(), Path::to_owned)
}

/// A run over the files that are to be judged.
struct Checking<'a> {
    request: &'a Request<'a>,
    choice: &'a Choice,
    judged: &'a BTreeSet<PathBuf>,
    found: Vec<Found>,
}

impl Checking<'_> {
    /// The references to some models in the files that are judged, decided; those that cannot be judged
    /// among them.
    fn references(
        &self,
        project: &Project,
        group: &[Moved],
        given: Option<&BTreeSet<PathBuf>>,
    ) -> Result<References, Error> {
        let mut all = References::default();
        for moved in group {
            for target in &moved.targets {
                let mut found = resolve::references_in(project, target, given)?;
                found.list.retain(|one| self.judged.contains(&one.path));
                let is_judged = |error: &Error| {
                    error.place.as_ref().is_none_or(|place| self.judged.contains(&place.path))
                };
                found.unjudged.retain(is_judged);
                if moved.label == target.model.app_label {
                    found.list.retain(Reference::is_of_module);
                }
                all.merge(found);
            }
        }
        // Two models may have taken the same names along.
        all.list.dedup_by(|a, b| {
            a.path == b.path && a.range == b.range && a.kind == b.kind && a.symbol == b.symbol
        });
        self.choice.judge(&mut all.list);
        Ok(all)
    }

    /// Notes what is stale. What mends it comes back, and the files that `others` change already.
    fn mend(
        &mut self,
        project: &Project,
        group: &[Moved],
        references: &References,
        others: &ChangeSet,
    ) -> Result<(ChangeSet, BTreeSet<PathBuf>), Error> {
        let Some(moved) = group.first() else { return Ok(Default::default()) };
        let targets = group.iter().flat_map(|moved| &moved.targets);
        let symbols = targets.flat_map(|target| target.symbols.clone()).collect();
        let mut mending = stale::mend(&plan::Request {
            project,
            models: &[],
            label: &moved.label,
            apps: (&moved.source, &moved.app),
            definition: &moved.left,
            target: &moved.destination,
            is_there: true,
            staying: &BTreeSet::new(),
            references,
            by_hand: Vec::new(),
            moving: &BTreeSet::new(),
            symbols: &symbols,
            migrations: &[],
            choice: self.choice,
            wishes: &Wishes::default(),
            admin: AdminGoes::Nowhere,
            shim: Shim::Import,
        })?;
        let request = self.request;
        self.found.extend(findings(moved, &mending, &|path| shown(request, path)));
        let paths = mending.changes.iter().map(|(path, _)| path.to_owned());
        let clashing: BTreeSet<PathBuf> = paths.filter(|path| others.contains(path)).collect();
        for path in &clashing {
            mending.changes.remove(path);
        }
        Ok((mending.changes, clashing))
    }
}
