//! Templates that Django finds by the model's label: nothing in the code names them.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Place};
use crate::project::Project;
use crate::reference::ModelId;

/// What generic views append to the model's name.
/// <https://docs.djangoproject.com/en/stable/ref/class-based-views/mixins-simple/#templateresponsemixin>
const SUFFIXES: &[&str] = &[
    "_list",
    "_detail",
    "_form",
    "_confirm_delete",
    "_archive",
    "_archive_year",
    "_archive_month",
    "_archive_week",
    "_archive_day",
];

/// The templates whose place follows from the label of `model`, each with what to do when the
/// model moves to the app labelled `to`.
pub(super) fn derived(project: &Project, model: &ModelId, to: &str) -> Vec<Diagnostic> {
    let name = model.model_name();
    let app = &model.app_label;
    let said = |path: &Path| {
        let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
        if parts.windows(3).any(|three| three == ["admin", app.as_str(), name.as_str()]) {
            return Some(format!(
                "the admin looks for this template in admin/{to}/{name}/ after the move: move it"
            ));
        }
        let [.., directory, file] = parts.as_slice() else { return None };
        let stem = path.file_stem()?.to_str()?;
        let suffix = stem.strip_prefix(name.as_str())?;
        (directory == app && parts.contains(&"templates") && SUFFIXES.contains(&suffix)).then(|| {
            format!(
                "a generic view without template_name looks for {to}/{file} after the move: name \
                 it there, or move this file"
            )
        })
    };
    project
        .files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .filter_map(|path| {
            let place = Place { path: path.clone(), line: 1, column: 1 };
            said(path).map(|message| Diagnostic { place, message })
        })
        .collect()
}
