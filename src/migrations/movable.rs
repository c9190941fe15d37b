//! What the migrations say against a move: labels that follow a setting, names that follow the app,
//! operations that nobody knows.

use crate::diagnostic::{Diagnostic, Error};
use crate::migrations::expr::Expr;
use crate::migrations::family::is_parent_link;
use crate::migrations::state::{ModelState, resolve_label};
use crate::migrations::strategy::Context;
use crate::reference::ModelId;

/// The historical state of one of the models that move.
///
/// # Errors
/// The migrations do not know it, or something refers to it in a way that this strategy does not
/// carry over yet.
pub fn historical<'a>(context: &Context<'a>, model: &ModelId) -> Result<&'a ModelState, Error> {
    let state = context.state;
    let key = (model.app_label.clone(), model.model_name());
    let keys = context.all();
    let keys = keys.map(|model| (model.app_label.clone(), model.model_name())).collect();
    state.refuse_doubts(&keys)?;
    let Some(found) = state.models.get(&key) else {
        return Err(Error::new(format!(
            "the migrations of '{}' create no {model}",
            model.app_label
        ))
        .help(format!("make them first: manage.py makemigrations {}", model.app_label)));
    };
    if let Some(swappable) = found.option("swappable") {
        return Err(Error::new(format!("{model} is swappable: old migrations follow its setting"))
            .at(swappable.place.clone())
            .help("its label must stay as it is: --strategy code moves the class alone"));
    }
    inherited_names(context, model, found)?;
    Ok(found)
}

/// What the model inherits in a way that would follow the app: an index or a constraint with the
/// app label in its name, which would be made anew.
fn inherited_names(context: &Context, id: &ModelId, model: &ModelState) -> Result<(), Error> {
    for (option, list) in [("indexes", &model.indexes), ("constraints", &model.constraints)] {
        if context.owns(&id.name, &format!("Meta.{option}")) {
            continue;
        }
        for value in list {
            let name = value.expr.keyword("name").and_then(Expr::as_str).unwrap_or_default();
            if name.contains(&format!("{}_", context.source.label)) && !is_generated(name) {
                return Err(Error::new(format!(
                    "'{name}' comes from a base of {id}, and may get its name from the app"
                ))
                .at(value.place.clone())
                .help(format!("give {} {option} of its own, with this name", id.name)));
            }
        }
    }
    Ok(())
}

/// Whether Django has made the name of an index, from the table: with the table it stays.
/// `django.db.models.Index.set_name_with_model`.
fn is_generated(name: &str) -> bool {
    let hash = name.strip_suffix("_idx").and_then(|rest| rest.rsplit('_').next());
    hash.is_some_and(|hash| hash.len() == 6 && hash.chars().all(|c| c.is_ascii_hexdigit()))
}

/// Fields that the model inherits and that point to a model of the old app: a base that writes the
/// label without its app would point to the new one.
pub fn inherited_relations(context: &Context, model: &ModelState) -> Vec<Diagnostic> {
    let stays = |label: &str| {
        let (app, name) = resolve_label(label, &context.source.label);
        let key = (app, name);
        key.0 == context.source.label && !context.moves(&key)
    };
    let inherited = model
        .fields
        .iter()
        .filter(|(name, field)| !context.owns(&model.name, name) && !is_parent_link(&field.expr));
    inherited
        .filter_map(|(name, field)| {
            let to = field.expr.keyword("to").and_then(Expr::as_str).filter(|to| stays(to))?;
            let message = format!(
                "'{name}' is inherited and points to {to}: see that its base names the app"
            );
            Some(Diagnostic { place: field.place.clone(), message })
        })
        .collect()
}
