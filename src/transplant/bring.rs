//! Imports at the top of the target: what is there already, what comes, and under which name.

use super::graft::{needed, show};
use super::outline::Use;
use super::{Graft, Job};
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::Needed;
use crate::names::{Bound, Import, ImportItem, Meaning};

impl Job<'_> {
    /// Imports a name at the top of the target, or finds that it is there. `import` is what gives
    /// the old module that name, or would.
    pub(super) fn bring(
        &self,
        name: &str,
        wanted: &Meaning,
        import: &Needed,
        uses: &[&Use],
        graft: &mut Graft,
    ) -> Result<Option<String>, Error> {
        let target = self.target;
        let there = target.names.at_module_level(name);
        let means_it = |bound: Bound| {
            let meaning = target.names.meaning_of(self.project, name, bound);
            meaning.map(|meaning| self.after_move(meaning)).as_ref() == Some(wanted)
        };
        let clash = there.iter().map(|(at, bound)| (*at, *bound)).find(|one| !means_it(one.1));
        let clash = match target.names.star_modules().next() {
            // Nothing there binds it but a star, and its own code may look it up.
            Some((_, star)) if there.is_empty() && self.star_brings_other(name, wanted)? => {
                Some(star.range.start)
            }
            _ => clash.map(|(at, _)| at),
        };
        let Some(at) = clash else {
            let runs = |(_, bound): &(usize, Bound)| match bound {
                Bound::Import(import, _) => target.names.imports[*import].top_level,
                Bound::Definition | Bound::Other => true,
            };
            let is_there = there.iter().any(runs);
            if !is_there || self.lacks_module(import) {
                graft.imports.insert(match wanted {
                    Meaning::Member(module, member) => needed(module, member, name),
                    Meaning::Module(_) => import.clone(),
                });
            }
            return Ok(Some(name.to_owned()));
        };
        if let Some((import, alias)) = self.under_alias(wanted, import) {
            rename(uses, name, &alias, graft);
            graft.imports.insert(import);
            return Ok(Some(alias));
        }
        Err(self.something_else(at, name, &show(wanted)))
    }

    pub(super) fn something_else(&self, at: usize, name: &str, wanted: &str) -> Error {
        let source = &self.target.file.source;
        source
            .error(at, format!("'{name}' is something else in {}", self.target_module))
            .help(format!("the moved code means {wanted}: rename one of the two"))
    }

    /// The import of what the target has another thing by the name of, under a name that neither
    /// module has: `from emr import models as emr_models`, `import datetime as datetime_module`.
    fn under_alias(&self, wanted: &Meaning, import: &Needed) -> Option<(Needed, String)> {
        if is_path(import) {
            return None;
        }
        let alias = self.free_alias(wanted)?;
        let import = match wanted {
            Meaning::Member(module, name) => needed(module, name, &alias),
            Meaning::Module(module) => match module.rsplit_once('.') {
                Some((package, last)) => needed(package, last, &alias),
                None => Needed { module: None, name: module.clone(), alias: Some(alias.clone()) },
            },
        };
        Some((import, alias))
    }

    /// A name that neither module has, for what `wanted` is.
    pub(super) fn free_alias(&self, wanted: &Meaning) -> Option<String> {
        let (module, name) = match wanted {
            Meaning::Module(dotted) => dotted.rsplit_once('.').unwrap_or((dotted, "module")),
            Meaning::Member(module, name) => (module.as_str(), name.as_str()),
        };
        let package = module.strip_suffix(".models").or_else(|| module.strip_suffix(".admin"));
        let package = package.unwrap_or(module).rsplit('.').next().unwrap_or(module);
        let is_constant = name.len() > 1 && name.to_uppercase() == name;
        let alias = match name.starts_with(char::is_uppercase) {
            true if is_constant => format!("{}_{name}", package.to_uppercase()),
            true => {
                let (first, rest) = package.split_at_checked(1)?;
                format!("{}{rest}{name}", first.to_uppercase())
            }
            false => format!("{package}_{name}"),
        };
        let names = [self.source.names, self.target.names];
        (!names.iter().any(|names| names.is_bound_anywhere(&alias))).then_some(alias)
    }

    /// `import a.b` binds `a`: that the target has an `a` does not mean that it has `a.b`.
    fn lacks_module(&self, import: &Needed) -> bool {
        let imports = self.target.names.imports.iter();
        let mut plain = imports.filter(|import| import.from.is_none() && import.top_level);
        let is_there = plain.any(|one| {
            one.items.iter().any(|one| one.name == import.name && one.alias == import.alias)
        });
        import.module.is_none() && import.name.contains('.') && !is_there
    }
}

/// Item `item` of an import, as a statement of its own.
pub(super) fn item_of(import: &Import, item: usize) -> Needed {
    let ImportItem { name, alias, .. } = &import.items[item];
    Needed { module: import.from.clone(), name: name.clone(), alias: alias.clone() }
}

/// Whether an import binds the first name of a path: `import a.b`.
pub(super) fn is_path(import: &Needed) -> bool {
    import.module.is_none() && import.alias.is_none() && import.name.contains('.')
}

/// Edits that call `name` by another name, also inside quotes.
pub(super) fn rename(uses: &[&Use], name: &str, local: &str, graft: &mut Graft) {
    if name != local {
        graft.inner.extend(uses.iter().map(|one| Edit::replace(one.range.clone(), local)));
    }
}
