//! What the old module has by `import *` alone: its new one imports it by name.
//! <https://docs.python.org/3/reference/simple_stmts.html#import>

use std::collections::BTreeSet;

use super::Job;
use super::bring::item_of;
use super::graft::needed;
use crate::diagnostic::Error;
use crate::imports::Needed;
use crate::names::{Bound, Meaning, Names, is_builtin};
use crate::project::Project;
use crate::resolve;

impl Job<'_> {
    /// What a star import of the source brings by `name`, which nothing else there binds, and the
    /// import that would. `None` where it cannot be told.
    ///
    /// # Errors
    /// A module on the way cannot be read.
    pub(super) fn by_star(&self, name: &str) -> Result<Option<(Meaning, Needed)>, Error> {
        let (seen, outside) = (BTreeSet::new(), BTreeSet::new());
        let mut search = Search { project: self.project, name, seen, outside };
        let found = search.stars(self.source.names, 0, true)?;
        let outside: Vec<&(String, bool)> = search.outside.iter().collect();
        Ok(match (found, outside.as_slice()) {
            (Some(found), _) if found.is_sure => Some(self.as_the_target_has_it(name, found)),
            // What is no builtin has to come from somewhere, and it leaves no other.
            (None, [(module, true)]) if !is_builtin(name) && !name.starts_with('_') => {
                let meaning = Meaning::Member(module.clone(), name.to_owned());
                Some((meaning, needed(module, name, name)))
            }
            _ => None,
        })
    }

    /// The target may have it from another module that passes it on.
    fn as_the_target_has_it(&self, name: &str, found: Found) -> (Meaning, Needed) {
        let names = self.target.names;
        let there = names.at_module_level(name).first();
        let there = there.and_then(|(_, bound)| names.meaning_of(self.project, name, *bound));
        match there {
            Some(Meaning::Member(module, member)) if found.through.contains(&module) => {
                let import = needed(&module, &member, name);
                (Meaning::Member(module, member), import)
            }
            _ => (found.meaning, found.import),
        }
    }
}

/// What a star import brings by a name.
struct Found {
    meaning: Meaning,
    import: Needed,
    /// Modules on the way that have it by the same name.
    through: BTreeSet<String>,
    /// Whether none of the star imports on the way stands under a condition.
    is_sure: bool,
}

/// Follows star imports to the module that binds a name.
struct Search<'a> {
    project: &'a Project,
    name: &'a str,
    seen: BTreeSet<String>,
    /// Modules outside the project that may bring it, and whether they are imported in any case.
    outside: BTreeSet<(String, bool)>,
}

impl Search<'_> {
    /// What the star imports bring that stand behind byte `floor`: the last one wins.
    fn stars(
        &mut self,
        names: &Names,
        floor: usize,
        is_sure: bool,
    ) -> Result<Option<Found>, Error> {
        let stars: Vec<_> = names.star_modules().filter(|(_, star)| !star.for_types).collect();
        for (module, star) in stars.into_iter().rev() {
            if star.range.start < floor {
                break;
            }
            if let Some(found) = self.module(module, is_sure && star.top_level)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn module(&mut self, module: &str, is_sure: bool) -> Result<Option<Found>, Error> {
        let Some(path) = self.project.file_of(module) else {
            self.outside.insert((module.to_owned(), is_sure));
            return Ok(None);
        };
        if !self.seen.insert(module.to_owned()) {
            return Ok(None);
        }
        let file = resolve::parse(self.project, &path)?;
        if !resolve::gives(&file, self.name) {
            return Ok(None);
        }
        let names = Names::read(self.project, &file)?;
        let mut bindings = names.at_module_level(self.name).to_vec();
        bindings.retain(|(_, bound)| {
            !matches!(bound, Bound::Import(import, _) if names.imports[*import].for_types)
        });
        let last = bindings.iter().map(|(at, _)| *at).max();
        let found = match self.stars(&names, last.unwrap_or(0), is_sure)? {
            None if last.is_some() => {
                let (meaning, import) = self.bound(&names, &bindings);
                Some(Found { meaning, import, through: BTreeSet::new(), is_sure })
            }
            found => found,
        };
        Ok(found.map(|mut found| {
            found.through.insert(module.to_owned());
            found
        }))
    }

    /// What a module binds the name to. What it imports is had from where that comes from, unless
    /// the module is a package that passes on what is its own.
    fn bound(&self, names: &Names, bindings: &[(usize, Bound)]) -> (Meaning, Needed) {
        let (module, name) = (&names.module, self.name);
        let meaning = |bound| names.meaning_of(self.project, name, bound);
        let own = format!("{module}.");
        if let Some((_, first @ Bound::Import(import, item))) = bindings.first()
            && let Some(origin) = meaning(*first)
            && bindings.iter().all(|(_, other)| meaning(*other).as_ref() == Some(&origin))
            && !matches!(&origin, Meaning::Member(from, _) if from.starts_with(&own))
        {
            return (origin, item_of(&names.imports[*import], *item));
        }
        (Meaning::Member(module.clone(), name.to_owned()), needed(module, name, name))
    }
}
