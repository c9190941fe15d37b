//! Words of the code that a move makes mean something else: what is patched in a module, and accessors
//! that get another name.

use std::collections::BTreeSet;
use std::path::PathBuf;

use regex::bytes::Regex;

use super::{alternatives, pattern};
use crate::diagnostic::{Diagnostic, Error};
use crate::project::Project;
use crate::scan;

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
