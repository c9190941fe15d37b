//! Models that inherit from what moves and stay themselves: proxies and multi-table children.
//!
//! The bases of a model are a part of its state that no operation changes, and what a multi-table
//! child points to its parent with cannot change without them: the state is made to forget the model,
//! and given it again. <https://docs.djangoproject.com/en/stable/topics/db/models/#model-inheritance>

use std::collections::BTreeSet;

use crate::migrations::expr::Expr;
use crate::migrations::operation::Operation;
use crate::migrations::state::{ModelKey, ModelState, State, resolve_label, retarget_strings};
use crate::migrations::strategy::Context;
use crate::reference::ModelId;

impl ModelState {
    /// The models that it inherits from; `app` is its own.
    pub fn parents<'a>(&'a self, app: &'a str) -> impl Iterator<Item = ModelKey> + 'a {
        let bases = self.bases.iter().flat_map(|bases| bases.expr.items());
        bases.filter_map(Expr::as_str).map(|label| resolve_label(label, app))
    }

    /// Whether it is a proxy: it has the table of its parent.
    /// <https://docs.djangoproject.com/en/stable/topics/db/models/#proxy-models>
    pub fn is_proxy(&self) -> bool {
        self.option("proxy").is_some_and(|value| value.expr == Expr::Name("True".to_owned()))
    }
}

impl Context<'_> {
    /// Whether a model stays, and one of its parents moves.
    pub(super) fn loses_parent(&self, key: &ModelKey, model: &ModelState) -> bool {
        !self.moves(key) && model.parents(&key.0).any(|parent| self.moves(&parent))
    }

    /// Gives a model of `app` the parents that have moved under their new labels.
    pub(super) fn rebase(&self, model: &mut ModelState, app: &str) {
        let Some(bases) = &mut model.bases else { return };
        for moved in self.all() {
            let key = (moved.app_label.clone(), moved.model_name());
            let label = format!("{}.{}", self.target.label, moved.model_name());
            retarget_strings(&mut bases.expr, app, &key, &label);
        }
        self.readdress(bases);
    }

    /// Takes the models of `app` that stay and lose a parent out of the state, and puts them back with
    /// the one that has moved.
    pub(super) fn rebased(&self, app: &str) -> Vec<Operation> {
        self.put_back(app, self.orphans(app))
    }

    /// The models of `app` that stay and lose a parent, each after its own parents.
    pub(super) fn orphans(&self, app: &str) -> Vec<(&ModelKey, &ModelState)> {
        let orphans = self.state.models.iter();
        let mut orphans: Vec<_> =
            orphans.filter(|(key, model)| key.0 == app && self.loses_parent(key, model)).collect();
        parents_first(&mut orphans);
        orphans
    }

    /// `DeleteModel` and `CreateModel` for each of `rebased`, which are of `app`.
    pub(super) fn put_back(
        &self,
        app: &str,
        rebased: Vec<(&ModelKey, &ModelState)>,
    ) -> Vec<Operation> {
        let deletes = rebased.iter().rev().map(|(_, model)| model.name.clone());
        let mut operations: Vec<Operation> =
            deletes.map(|name| Operation::Delete { name }).collect();
        for (_, model) in rebased {
            let mut model = model.clone();
            for (_, field) in &mut model.fields {
                if self.retarget(&mut field.expr, app) {
                    self.readdress(field);
                }
            }
            self.rebase(&mut model, app);
            operations.push(Operation::Create(Box::new(model)));
        }
        operations
    }
}

/// The proxies of these models that are none of them, and the proxies of those.
pub fn proxies(state: &State, models: &[ModelId]) -> BTreeSet<ModelKey> {
    let models: BTreeSet<ModelKey> =
        models.iter().map(|model| (model.app_label.clone(), model.model_name())).collect();
    let mut found: BTreeSet<ModelKey> = BTreeSet::new();
    loop {
        let is_new = |(key, model): &(&ModelKey, &ModelState)| {
            let is_ours = |parent| models.contains(&parent) || found.contains(&parent);
            model.is_proxy()
                && !models.contains(*key)
                && !found.contains(*key)
                && model.parents(&key.0).any(is_ours)
        };
        let new: Vec<ModelKey> =
            state.models.iter().filter(is_new).map(|(key, _)| key.clone()).collect();
        if new.is_empty() {
            return found;
        }
        found.extend(new);
    }
}

/// Whether a field links a multi-table child to its parent, and Django has made it.
pub fn is_parent_link(field: &Expr) -> bool {
    let is_true = |name| field.keyword(name) == Some(&Expr::Name("True".to_owned()));
    is_true("parent_link") && is_true("auto_created")
}

/// Sorts models such that each comes after its parents.
fn parents_first(models: &mut Vec<(&ModelKey, &ModelState)>) {
    let mut sorted = Vec::new();
    while !models.is_empty() {
        let is_ready = |(key, model): &(&ModelKey, &ModelState)| {
            let mut parents = model.parents(&key.0);
            !parents.any(|parent| models.iter().any(|(other, _)| **other == parent))
        };
        let next = models.iter().position(is_ready).unwrap_or(0);
        sorted.push(models.remove(next));
    }
    *models = sorted;
}
