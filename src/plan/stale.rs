//! References that are still to the old address of a model that has moved: each file gets the edits
//! that the move would have given it. Nothing else changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::file::label;
use super::{Planner, Request};
use crate::diagnostic::Error;
use crate::edit::{ChangeSet, Edit};
use crate::reference::{Certainty, Decision, Reference, ReferenceKind};
use crate::source::Source;

/// A reference to the old address.
pub struct Stale {
    /// The reference. What is only likely to be one is not decided to be rewritten.
    pub reference: Reference,
    /// The edit that gives it the new address by itself; nothing for what an import says.
    pub edit: Option<Edit>,
}

/// Stale references, and what mends them.
#[derive(Default)]
pub struct Mending {
    /// By path and position.
    pub stale: Vec<Stale>,
    /// The files in which they are, as scanned.
    pub sources: BTreeMap<PathBuf, Source>,
    /// The change of each file that has some which are to be rewritten.
    pub changes: ChangeSet,
    /// Why a file cannot be rewritten.
    pub failed: BTreeMap<PathBuf, Error>,
}

/// The references among those of `request` that say the old address, and what mends them.
///
/// # Errors
/// A file cannot be read.
pub fn mend(request: &Request) -> Result<Mending, Error> {
    let planner = Planner::new(request)?;
    let mut mending = Mending::default();
    let paths: Vec<&Path> = planner.by_path.keys().copied().collect();
    for path in paths {
        let says = planner.references(path).iter().filter(|one| is_judged(one));
        let mut stale: Vec<&Reference> =
            says.copied().filter(|one| planner.addresses.changes(one)).collect();
        if stale.is_empty() {
            continue;
        }
        let source = crate::scan::read(request.project, path)?;
        let mut brought = true;
        if stale.iter().any(|one| one.decision == Decision::Rewrite) {
            match planner.file(path) {
                Ok((plan, change)) => {
                    brought = !plan.imports.added.is_empty() || !plan.imports.behind.is_empty();
                    mending.changes.insert(path.to_owned(), change);
                }
                Err(error) => drop(mending.failed.insert(path.to_owned(), error)),
            }
        }
        // A module that has the name for others by a star goes on having it: nothing is stale there.
        stale.retain(|one| brought || one.kind != ReferenceKind::StarImport);
        if stale.is_empty() {
            continue;
        }
        mending.stale.extend(stale.into_iter().map(|one| Stale {
            edit: label(&source, one, &planner.addresses),
            reference: one.clone(),
        }));
        mending.sources.insert(path.to_owned(), source);
    }
    Ok(mending)
}

/// Whether a reference is stale if it says the old address: it means the model, or is likely to.
/// Documentation may tell of what was, and is judged only where that is asked for.
fn is_judged(reference: &Reference) -> bool {
    match reference.decision {
        Decision::Rewrite => true,
        Decision::Spared => false,
        Decision::Unsure => {
            reference.certainty == Certainty::Likely && reference.kind != ReferenceKind::Docs
        }
    }
}
