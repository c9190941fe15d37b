//! Walks the user's tree and reads it: the only module that does.
//!
//! The walk honours `.gitignore`, follows no links, and never enters virtual environments,
//! `node_modules` or hidden directories other than those of continuous integration. Reading and what is done with the bytes run in parallel;
//! results are in the order of the paths, whatever the number of threads.

mod configured;
mod large;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::{WalkBuilder, WalkState};
use rayon::prelude::*;
use regex::bytes::Regex;
use tree_sitter::Node;

pub use self::configured::{Held, below, config, config_file, held};
use self::large::Content;
use crate::diagnostic::{Diagnostic, Error, Place};
use crate::project::{App, Project};
use crate::query;
use crate::source::{PythonFile, Source, string_value};
use crate::stats::{self, Step};

/// Extensions of the files that can refer to a model.
const EXTENSIONS: &[&str] = &[
    "py", "html", "htm", "txt", "jinja", "jinja2", "j2", "json", "jsonl", "yaml", "yml", "xml",
    "toml", "ini", "cfg", "conf", "env", "md", "rst", "sh", "bash", "mk", "sql", "djhtml", "mjml",
    "tpl",
];

/// Names of files without an extension that can refer to a model: what runs management commands.
const NAMES: &[&str] = &["Makefile", "Dockerfile", "Justfile", "justfile", "Procfile"];

/// Hidden files and directories that do so as well: continuous integration and environments.
const HIDDEN: &[&str] = &[
    ".github",
    ".gitlab",
    ".gitlab-ci.yml",
    ".circleci",
    ".travis.yml",
    ".pre-commit-config.yaml",
];

/// Whether a hidden name is one of those that are read.
fn is_read_hidden(name: &str) -> bool {
    HIDDEN.contains(&name) || name.starts_with(".env")
}

/// Walks `root` and finds the apps in it.
///
/// # Errors
/// `root` cannot be read, or holds no Django app.
pub fn project(root: &Path) -> Result<Project, Error> {
    let shown = root.display();
    if !root.is_dir() {
        return Err(Error::new(format!("{shown} is not a directory"))
            .help("point --root at the Django project"));
    }
    let (files, links) = stats::time(Step::Walk, || walk(root))?;
    stats::count(Step::Walk, files.len());
    with_apps(Project { root: root.to_owned(), files, links, ..Project::default() })
}

/// A project of files that are held, and of which none has to be on disk: the apps in it.
///
/// # Errors
/// It holds no Django app.
pub fn project_of(held: BTreeMap<PathBuf, Vec<u8>>) -> Result<Project, Error> {
    let files = held.keys().filter(|path| is_read(path)).cloned().collect();
    with_apps(Project { files, held, ..Project::default() })
}

fn with_apps(mut project: Project) -> Result<Project, Error> {
    project.apps = find_apps(&mut project)?;
    project.settle_roots();
    if project.apps.is_empty() {
        let shown = project.root.display();
        return Err(Error::new(format!("{shown} holds no Django app"))
            .help("an app is a package with models.py, apps.py or migrations; point --root at the directory above them"));
    }
    Ok(project)
}

/// The files that `paths` (relative to the root) name, those below directories among them. Files that
/// nothing refers to a model from are passed over, and so are links. What the walk did not find is
/// taken all the same, unless it is to be left out `by_force`.
///
/// # Errors
/// There is nothing at a path.
pub fn given(
    project: &mut Project,
    paths: &BTreeSet<PathBuf>,
    by_force: bool,
) -> Result<BTreeSet<PathBuf>, Error> {
    let mut files = BTreeSet::new();
    for path in paths {
        let at = project.root.join(path);
        if project.has(path) {
            files.insert(path.clone());
        } else if at.is_dir() {
            files.extend(project.files.iter().filter(|file| file.starts_with(path)).cloned());
        } else if !at.exists() {
            return Err(Error::new(format!("{} is not there", at.display()))
                .help("name a file or a directory of the project"));
        } else if at.is_file() && !at.is_symlink() && is_read(path) && !by_force {
            project.add(path);
            files.insert(path.clone());
        }
    }
    Ok(files)
}

/// An absolute path in which nothing but the name of a file may be a link.
///
/// # Errors
/// There is no current directory.
pub fn absolute(path: &Path) -> Result<PathBuf, Error> {
    let whole = std::path::absolute(path)
        .map_err(|error| Error::new(format!("{}: {error}", path.display())))?;
    if whole.is_dir() || whole.file_name().is_none() {
        return Ok(std::fs::canonicalize(&whole).unwrap_or(whole));
    }
    let (Some(parent), Some(name)) = (whole.parent(), whole.file_name()) else { return Ok(whole) };
    Ok(std::fs::canonicalize(parent).map_or_else(|_| whole.clone(), |parent| parent.join(name)))
}

/// Whether all of `paths` (relative to `root`) are files that can be read, and `says` nothing of any.
pub fn are_files_without(
    root: &Path,
    paths: &BTreeSet<PathBuf>,
    says: &dyn Fn(&Path, &[u8]) -> bool,
) -> bool {
    let is_silent = |path: &PathBuf| {
        let at = root.join(path);
        let says = |bytes: &[u8]| says(path, bytes);
        at.is_file() && large::says(&at, &says).is_ok_and(|says| !says)
    };
    paths.iter().all(is_silent)
}

/// Whether there is a directory at a path.
pub fn is_directory(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a file of this name can refer to a model.
fn is_read(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
        || NAMES.contains(&name)
        || is_read_hidden(name)
}

/// Takes the packages that a settings module lists for apps, where they hold nothing of one yet.
///
/// # Errors
/// A pattern that does not compile.
pub fn take_installed(project: &mut Project) -> Result<(), Error> {
    let needle = Regex::new("(?m)^INSTALLED_APPS\\b")
        .map_err(|error| Error::new(format!("search pattern: {error}")))?;
    let paths: Vec<&PathBuf> =
        project.files.iter().filter(|path| path.extension().is_some_and(|e| e == "py")).collect();
    let (listed, _) = search(project, &paths, &needle, |source| {
        let file = PythonFile::parse(source)?;
        let mut listed = Vec::new();
        for one in query::SETTINGS.matches(&file, file.root())? {
            if let ("apps", Some(value)) = (one.kind, one.node("value")) {
                listed.extend(strings_below(&file, value));
            }
        }
        Ok(listed)
    })?;
    let listed: BTreeSet<String> = listed.into_iter().flatten().collect();
    for module in listed {
        let package = project.file_of(&module).filter(|path| path.ends_with("__init__.py"));
        if let Some(dir) = package.as_deref().and_then(Path::parent)
            && project.apps.iter().all(|app| app.dir != dir)
        {
            let label = module.rsplit('.').next().unwrap_or(&module).to_owned();
            let dir = dir.to_owned();
            project.apps.push(App { label, module, dir, default_auto_field: None });
        }
    }
    project.apps.sort_by(|one, two| one.dir.cmp(&two.dir));
    project.settle_roots();
    Ok(())
}

/// The literal strings below a node.
fn strings_below(file: &PythonFile, node: Node<'_>) -> Vec<String> {
    let (mut found, mut left) = (Vec::new(), vec![node]);
    while let Some(node) = left.pop() {
        match string_value(file, node) {
            Some((value, _)) => found.push(value.to_owned()),
            None => left.extend(node.named_children(&mut node.walk())),
        }
    }
    found
}

/// Where `root` lies below the top of its git repository, if it is in one and not its top: git
/// counts the paths of a patch from there.
pub fn below_git_top(root: &Path) -> Option<PathBuf> {
    let root = std::fs::canonicalize(root).ok()?;
    let top = root.ancestors().find(|directory| directory.join(".git").exists())?;
    let below = root.strip_prefix(top).ok()?;
    (!below.as_os_str().is_empty()).then(|| below.to_owned())
}

/// Reads one file of the project (path relative to its root).
///
/// # Errors
/// It cannot be read.
pub fn read(project: &Project, path: &Path) -> Result<Source, Error> {
    if let Some(bytes) = project.held.get(path) {
        return Ok(Source::new(path.to_owned(), bytes.clone()));
    }
    stats::count(Step::Read, 1);
    let wrong = |message: String, help: &str| {
        let place = Place { path: path.to_owned(), line: 1, column: 1 };
        Err(Error::new(message).at(place).help(help))
    };
    match stats::time(Step::Read, || large::read(&project.root.join(path))) {
        Ok(Content::Whole(bytes)) => Ok(Source::new(path.to_owned(), bytes)),
        Ok(Content::TooLong(limit)) => wrong(
            format!("is too large to be read: more than {} MiB", limit >> 20),
            "part it, or have git ignore it, and run again",
        ),
        Err(error) => wrong(
            format!("cannot be read: {error}"),
            "make it readable, or have git ignore it, and run again",
        ),
    }
}

/// Whether `says` is true of something in a file of the project, of any size and in any encoding that
/// has ASCII in it; also where it cannot be read, and nobody knows.
pub fn may_say(project: &Project, path: &Path, says: &dyn Fn(&[u8]) -> bool) -> bool {
    let says = |bytes: &[u8]| match bytes.contains(&0) {
        true => says(&without_nul(bytes)),
        false => says(bytes),
    };
    match project.held.get(path) {
        Some(bytes) => says(bytes),
        None => large::says(&project.root.join(path), &says).unwrap_or(true),
    }
}

/// What a file must contain to be taken up.
pub trait Needle: Sync {
    /// Whether it is in the `bytes` of the file at `path`.
    fn is_in(&self, path: &Path, bytes: &[u8]) -> bool;
}

impl Needle for Regex {
    fn is_in(&self, _: &Path, bytes: &[u8]) -> bool {
        self.is_match(bytes)
    }
}

/// Reads every file among `paths` in parallel and hands those that contain `needle` to `work`.
/// Each file's bytes are dropped when `work` returns.
///
/// # Errors
/// The first error of `work`, in the order of the paths. Files that cannot be read are no error, nor
/// those that contain it and are no text that others could read: they come back as diagnostics, beside
/// the results.
pub fn search<T: Send>(
    project: &Project,
    paths: &[&PathBuf],
    needle: &impl Needle,
    work: impl Fn(Source) -> Result<T, Error> + Sync,
) -> Result<(Vec<T>, Vec<Diagnostic>), Error> {
    stats::expect(paths.len());
    let found: Vec<Result<T, Outcome>> = paths
        .par_iter()
        .inspect(|_| stats::count(Step::Prefilter, 1))
        .filter_map(|path| match read(project, path) {
            Err(error) => may_say(project, path, &|bytes| needle.is_in(path, bytes))
                .then_some(Err(Outcome::Unreadable(error))),
            Ok(source) if source.bytes.contains(&0) => {
                let says = needle.is_in(path, &without_nul(&source.bytes));
                let place = Place { path: source.path, line: 1, column: 1 };
                let error = Error::new("it has NUL bytes, as no text in UTF-8 has").at(place);
                says.then_some(Err(Outcome::Unreadable(error)))
            }
            Ok(source) if !stats::time(Step::Prefilter, || needle.is_in(path, &source.bytes)) => {
                None
            }
            Ok(source) => Some(work(source).map_err(Outcome::Failed)),
        })
        .collect();
    let (mut results, mut unreadable) = (Vec::new(), Vec::new());
    for one in found {
        match one {
            Ok(result) => results.push(result),
            Err(Outcome::Unreadable(Error { message, place: Some(place), .. })) => {
                unreadable.push(Diagnostic { place, message });
            }
            Err(Outcome::Failed(error) | Outcome::Unreadable(error)) => return Err(error),
        }
    }
    Ok((results, unreadable))
}

/// What is left to read of a file with NUL bytes: all of it, where it is ASCII in UTF-16.
fn without_nul(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| *byte != 0).collect()
}

enum Outcome {
    Unreadable(Error),
    Failed(Error),
}

/// The files, and the links that lead out of the root, relative to it and sorted.
fn walk(root: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Error> {
    let (files, links) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let real_root = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let failed: Mutex<Option<String>> = Mutex::new(None);
    let walker = WalkBuilder::new(root)
        .require_git(false)
        .hidden(false)
        .ignore(false)
        .git_global(false)
        .filter_entry(|entry| {
            let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
            let name = entry.file_name().to_str().unwrap_or_default();
            let is_foreign = || {
                matches!(name, "node_modules" | "site-packages")
                    || entry.path().join("pyvenv.cfg").exists()
            };
            let is_shown = !name.starts_with('.') || is_read_hidden(name);
            entry.depth() == 0 || (is_shown && !(is_dir && is_foreign()))
        })
        .build_parallel();
    walker.run(|| {
        let mut batch = Batch { files: Vec::new(), into: &files };
        let (failed, links, real_root) = (&failed, &links, &real_root);
        Box::new(move |entry| {
            match entry {
                Ok(entry) => {
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    let path = entry.path();
                    let extension = path.extension().and_then(|extension| extension.to_str());
                    if entry.path_is_symlink()
                        && let Ok(target) = std::fs::canonicalize(path)
                        && !target.starts_with(real_root)
                        && (target.is_dir() || extension == Some("py"))
                        && let Ok(relative) = path.strip_prefix(root)
                    {
                        lock(links).push(relative.to_owned());
                    }
                    if is_file
                        && is_read(path)
                        && let Ok(relative) = path.strip_prefix(root)
                    {
                        batch.files.push(relative.to_owned());
                    }
                }
                Err(error) => {
                    let mut failed = lock(failed);
                    failed.get_or_insert_with(|| error.to_string());
                }
            }
            WalkState::Continue
        })
    });
    if let Some(error) = lock(&failed).take() {
        return Err(Error::new(format!("the tree cannot be walked: {error}"))
            .help("make the directory readable, or have git ignore it, and run again"));
    }
    let mut files = std::mem::take(&mut *lock(&files));
    files.sort();
    let mut links = std::mem::take(&mut *lock(&links));
    links.sort();
    Ok((files, links))
}

/// A thread's own list, handed over when the thread ends.
struct Batch<'a> {
    files: Vec<PathBuf>,
    into: &'a Mutex<Vec<PathBuf>>,
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        lock(self.into).append(&mut self.files);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// An app is a package with `apps.py`, `models` or `migrations`. Its `AppConfig`, where it has one
/// with literal values, says its label, and so where Python starts to import from.
fn find_apps(project: &mut Project) -> Result<Vec<App>, Error> {
    let mut dirs: BTreeSet<PathBuf> = BTreeSet::new();
    for file in &project.files {
        let (Some(dir), Some(name)) = (file.parent(), file.file_name().and_then(|n| n.to_str()))
        else {
            continue;
        };
        match name {
            "apps.py" | "models.py" => {
                dirs.insert(dir.to_owned());
            }
            "__init__.py" if dir.ends_with("models") || dir.ends_with("migrations") => {
                dirs.extend(dir.parent().map(Path::to_owned));
            }
            _ => {}
        }
    }
    dirs.retain(|dir| {
        !dir.as_os_str().is_empty()
            && (project.has(&dir.join("__init__.py")) || project.has(&dir.join("apps.py")))
    });
    let mut import_roots = BTreeMap::new();
    let mut apps = Vec::new();
    for dir in dirs {
        let config = app_config(project, &dir.join("apps.py"))?;
        let get = |key: &str| config.iter().find(|(k, _)| k == key).map(|(_, value)| value.clone());
        let name = get("name");
        if let Some(name) = name.as_deref()
            && let Some(root) = root_of(&dir, name)
            && project.module_of(&dir.join("__init__.py")).as_deref() != Some(name)
        {
            import_roots.insert(top_package(project, &dir, name, &root), root);
        }
        apps.push((dir, name, get("label"), get("default_auto_field")));
    }
    project.import_roots = import_roots;
    let app = |(dir, name, label, default_auto_field): (PathBuf, Option<String>, _, _)| {
        let module = name.or_else(|| project.module_of(&dir.join("__init__.py")))?;
        let last = module.rsplit('.').next().unwrap_or(&module).to_owned();
        let label: Option<String> = label;
        Some(App { label: label.unwrap_or(last), module, dir, default_auto_field })
    };
    Ok(apps.into_iter().filter_map(app).collect())
}

/// The directory that `name` is imported from, where the end of `dir` spells it.
fn root_of(dir: &Path, name: &str) -> Option<PathBuf> {
    let mut root = dir;
    for part in name.rsplit('.') {
        if root.file_name()? != part {
            return None;
        }
        root = root.parent()?;
    }
    Some(root.to_owned())
}

/// Where the walk up from a file of `dir` meets the root that the app's name gives: at a package
/// on the way, or at the parent of the topmost package.
fn top_package(project: &Project, dir: &Path, name: &str, root: &Path) -> PathBuf {
    let first = root.join(name.split('.').next().unwrap_or(name));
    let mut topmost = dir;
    while topmost != first
        && let Some(parent) = topmost.parent()
        && project.has(&topmost.join("__init__.py"))
    {
        topmost = parent;
    }
    if topmost == first && project.has(&first.join("__init__.py")) {
        root.to_owned()
    } else {
        topmost.to_owned()
    }
}

fn app_config(project: &Project, path: &Path) -> Result<Vec<(String, String)>, Error> {
    if !project.has(path) {
        return Ok(Vec::new());
    }
    let file = PythonFile::parse(read(project, path)?)?;
    let mut values = Vec::new();
    for found in query::APPS.matches(&file, file.root())? {
        if let (Some(key), Some(value)) = (found.node("key"), found.node("value"))
            && let Some((value, _)) = string_value(&file, value)
        {
            values.push((file.text(key).to_owned(), value.to_owned()));
        }
    }
    Ok(values)
}
