//! Words of the code that a move makes mean something else: what others take from a module, what
//! they patch there, and accessors that get another name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::bytes::Regex;

use super::{alternatives, pattern};
use crate::diagnostic::{Diagnostic, Error};
use crate::names::{Meaning, Names};
use crate::project::Project;
use crate::scan;
use crate::source::PythonFile;

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
    // `from . import name` says no module.
    let needle = pattern(&format!(r"{}|\bfrom\s*\.[.\s\\]*import\b", regex::escape(last)))?;
    let stars = pattern(r"import\s+\*")?;
    let (files, unreadable) = scan::search(project, &paths, &needle, |source| {
        let mentions = |name: &&String| contains_word(&source.bytes, name);
        let mentioned: BTreeSet<String> = wanted.iter().filter(mentions).cloned().collect();
        if mentioned.is_empty() && !stars.is_match(&source.bytes) {
            return Ok(mentioned);
        }
        let places: Vec<_> = match mentioned.is_empty() {
            true => Vec::new(),
            false => {
                let words = pattern(&format!(r"\b(?:{})\b", alternatives(&mentioned)))?;
                words.find_iter(&source.bytes).map(|found| found.range()).collect()
            }
        };
        let file = PythonFile::sketched(source, &places)?;
        taken_by(project, &file, module, wanted, &mentioned)
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
    let path = format!(r#"["']{}\.({})\b[\w.]*["']"#, regex::escape(module), alternatives(names));
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
    mentions(project, &pattern(&format!(r"\b({})\b", alternatives(names)))?, |name| {
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

/// Of `wanted`, what this file takes from `module`: by name, through the module, by star, or by a
/// path in a string, as `mock.patch` does. `mentioned` are those whose word stands in the file.
fn taken_by(
    project: &Project,
    file: &PythonFile,
    module: &str,
    wanted: &BTreeSet<String>,
    mentioned: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Error> {
    if file.syntax_error().is_some() {
        return Ok(mentioned.clone());
    }
    let names = Names::read(project, file)?;
    let mut taken = BTreeSet::new();
    for import in names.imports.iter().filter(|import| import.from.as_deref() == Some(module)) {
        if import.star {
            return Ok(wanted.clone());
        }
        let items = import.items.iter().map(|item| &item.name);
        taken.extend(items.filter(|name| wanted.contains(*name)).cloned());
    }
    for name in mentioned {
        let (root, wanted) = (file.root(), Meaning::Member(module.to_owned(), name.clone()));
        let path = format!("{module}.{name}");
        let word = pattern(&format!(r"\b{}\b", regex::escape(name)))?;
        let through_module = |at: usize| {
            let node = root.descendant_for_byte_range(at, at + name.len())?;
            let parent = node.parent().filter(|parent| parent.kind() == "attribute")?;
            Some(names.meanings(project, file, parent).contains(&wanted))
        };
        // `patch.object(models, "timezone")`
        let by_name = |at: usize| {
            let string = root
                .descendant_for_byte_range(at, at + 1)
                .filter(|node| node.byte_range() == (at..at + name.len()))
                .and_then(|node| node.parent())
                .filter(|node| node.kind() == "string")?;
            let meanings = names.meanings(project, file, string.prev_named_sibling()?);
            Some(meanings.contains(&Meaning::Module(module.to_owned())))
        };
        let mut hits = word.find_iter(&file.source.bytes);
        if hits.any(|hit| {
            let in_path = hit.end() >= path.len()
                && file.source.text(hit.end() - path.len()..hit.end()) == path;
            in_path
                || through_module(hit.start()) == Some(true)
                || by_name(hit.start()) == Some(true)
        }) {
            taken.insert(name.clone());
        }
    }
    Ok(taken)
}
