//! Relations that models inherit: a label without its app means the app of the model that inherits
//! it, and after a move it may mean another one.
//! <https://docs.djangoproject.com/en/stable/topics/db/models/#abstract-base-classes>

use std::collections::BTreeSet;
use std::path::PathBuf;

use tree_sitter::Node;

use super::{alternatives, pattern};
use crate::diagnostic::Error;
use crate::project::Project;
use crate::query;
use crate::scan;
use crate::source::{PythonFile, string_value};

/// A relation as the migrations know it, which a model may have from a base.
pub struct Inherited {
    /// The field.
    pub field: String,
    /// The model that it points to: app label and lower-case name.
    pub to: (String, String),
    /// The label of the model that has it.
    pub by: String,
    /// Whether a base has to stand in the old app to be meant, or outside of it, or anywhere.
    pub inside: Option<bool>,
}

/// Refuses a move that would make an inherited relation point elsewhere: one that a class other
/// than a model writes without the app. `app` is the label of the old app; `is_model` tells whether
/// a class of an app (label and lower-case name) is a model that the migrations know.
///
/// # Errors
/// There is such a relation.
pub fn refuse_inherited(
    project: &Project,
    app: &str,
    wanted: &[Inherited],
    is_model: &(dyn Fn(&str, &str) -> bool + Sync),
) -> Result<(), Error> {
    if wanted.is_empty() {
        return Ok(());
    }
    let names: BTreeSet<String> = wanted.iter().map(|one| one.to.1.clone()).collect();
    let needle = pattern(&format!(r#"["'](?i:{})["']"#, alternatives(&names)))?;
    let is_python = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "py");
    let paths: Vec<&PathBuf> = project.files.iter().filter(is_python).collect();
    let fields: BTreeSet<String> = wanted.iter().map(|one| one.field.clone()).collect();
    let field = pattern(&format!(r"\b(?:{})\b[\s\\]*[:=]", alternatives(&fields)))?;
    let (_, _) = scan::search(project, &paths, &needle, |source| {
        if !field.is_match(&source.bytes) {
            return Ok(());
        }
        let places: Vec<_> = needle.find_iter(&source.bytes).map(|found| found.range()).collect();
        let file = PythonFile::sketched(source, &places)?;
        let own = project.app_of(file.path()).map_or("", |app| app.label.as_str());
        for found in query::RELATIONS.matches(&file, file.root())? {
            let Some(node) = found.node("to") else { continue };
            let (Some((label, at)), Some((class, field))) =
                (string_value(&file, node), field_of(&file, node))
            else {
                continue;
            };
            let is_meant = |one: &&Inherited| {
                one.field == field
                    && one.to.1 == label.to_lowercase()
                    && one.inside.is_none_or(|inside| inside == (own == app))
            };
            if let Some(one) = wanted.iter().find(is_meant)
                && !is_model(own, &class.to_lowercase())
            {
                let (to_app, to) = &one.to;
                let message = format!(
                    "{} has this relation by inheritance, where it means {to_app}.{to}: after the \
                     move it would mean another model",
                    one.by
                );
                return Err(file
                    .source
                    .error(at.start, message)
                    .help("write the label with its app here, and run again"));
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// The class and the field that a relation stands in.
fn field_of<'f>(file: &'f PythonFile, node: Node) -> Option<(&'f str, &'f str)> {
    let mut around = file.around(node);
    let field = around.find(|at| at.kind() == "assignment")?.child_by_field_name("left")?;
    let class = around.nth(2).filter(|one| one.kind() == "class_definition")?;
    Some((file.text(class.child_by_field_name("name")?), file.text(field)))
}
