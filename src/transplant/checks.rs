//! What cannot move as it is: said before anything is worked out.

use std::collections::BTreeSet;

use super::Job;
use super::graft::is_models;
use super::outline::{Outline, Statement};
use crate::diagnostic::Error;
use crate::names::{Bound, Meaning, Names};
use crate::query;
use crate::resolve;

impl Job<'_> {
    /// Whether all that moves can be cut out here and set in there.
    ///
    /// # Errors
    /// The first statement or name that cannot.
    pub(super) fn can_move(&self) -> Result<(), Error> {
        self.own_lines()?;
        self.bound_once()?;
        self.free_names()?;
        self.no_globals()
    }

    /// The old module imports what has moved at its top: nothing below may bind it anew.
    fn bound_once(&self) -> Result<(), Error> {
        let source = &self.source.file.source;
        let moves = |at: usize| self.statement_at(at).is_some_and(|at| self.moving.contains(&at));
        for name in self.moving_names().into_iter().filter(|_| is_models(self.target_module)) {
            let bindings = self.source.names.at_module_level(name);
            if let Some((at, _)) = bindings.iter().find(|(at, _)| !moves(*at)) {
                return Err(source
                    .error(*at, format!("'{name}' moves, and is bound here as well"))
                    .help("give this another name, or take it away, and run again"));
            }
        }
        Ok(())
    }

    /// A function that moves and sets a name of the old module would set one of the new module.
    fn no_globals(&self) -> Result<(), Error> {
        let (file, names) = (self.source.file, self.source.names);
        let moving = self.moving_names();
        let stays = |name: &str| {
            let uses = |(at, one): (usize, &Statement)| {
                !self.moving.contains(&at) && one.uses.iter().any(|one| one.name == name)
            };
            let binds =
                |at: usize| self.statement_at(at).is_none_or(|at| !self.moving.contains(&at));
            !moving.contains(name)
                && (names.at_module_level(name).iter().any(|(at, _)| binds(*at))
                    || self.outline.statements.iter().enumerate().any(uses))
        };
        for found in query::SCOPES.matches(file, file.root())? {
            let Some(node) = found.node("name").filter(|_| found.kind == "global") else {
                continue;
            };
            let (at, name) = (node.start_byte(), file.text(node));
            if self.statement_at(at).is_some_and(|one| self.moving.contains(&one)) && stays(name) {
                let module = &names.module;
                return Err(file
                    .source
                    .error(at, format!("what moves sets '{name}', which stays in {module}"))
                    .help(format!("set it in a function of {module}, call that, and run again")));
            }
        }
        Ok(())
    }

    /// A statement that shares its line with another cannot be cut by lines.
    fn own_lines(&self) -> Result<(), Error> {
        for at in self.moving {
            let one = &self.outline.statements[*at];
            let source = &self.source.file.source;
            if std::str::from_utf8(&source.bytes[one.lines.clone()]).is_err() {
                return Err(source
                    .error(one.range.start, "what moves from here is not UTF-8")
                    .help("save this file as UTF-8 and run again"));
            }
            let before = source.text(source.line_start(one.range.start)..one.range.start);
            let after = source.text(one.range.end..one.lines.end.max(one.range.end)).trim();
            if !before.trim().is_empty() || !(after.is_empty() || after.starts_with('#')) {
                return Err(source
                    .error(one.range.start, "this statement shares its line with another")
                    .help("give it a line of its own and run again"));
            }
        }
        Ok(())
    }

    /// What moves must not meet its own name in the target.
    fn free_names(&self) -> Result<(), Error> {
        let target = self.target;
        let outline = Outline::read(target.file, target.names);
        let uses = || outline.statements.iter().flat_map(|one| &one.uses);
        for name in self.moving_names() {
            // Nothing there binds it, and it is used: a star brings it.
            if target.names.star_modules().next().is_some()
                && target.names.at_module_level(name).is_empty()
                && let Some(one) = uses().find(|one| one.name == name)
            {
                return Err(target
                    .file
                    .source
                    .error(one.range.start, format!("'{name}' comes from a star import here"))
                    .help("import it by another name, and run again"));
            }
            for (at, bound) in target.names.at_module_level(name) {
                let meaning = target.names.meaning_of(self.project, name, *bound);
                let comes = matches!(&meaning, Some(Meaning::Member(module, name))
                    if (self.new_home)(module, name).is_some());
                if !comes {
                    return Err(target
                        .file
                        .source
                        .error(*at, format!("{} has a '{name}' already", self.target_module))
                        .help("rename one of the two and run again"));
                }
            }
        }
        Ok(())
    }

    /// Whether a star import of the target brings something other than `wanted` by a name.
    ///
    /// # Errors
    /// A module on the way cannot be read.
    pub(super) fn star_brings_other(&self, name: &str, wanted: &Meaning) -> Result<bool, Error> {
        let stars = |names: &Names| -> Vec<String> {
            names.star_modules().map(|(module, _)| module.to_owned()).collect()
        };
        let (mut open, mut seen) = (stars(self.target.names), BTreeSet::new());
        while let Some(module) = open.pop() {
            let path = self.project.file_of(&module);
            let Some(path) = path.filter(|_| seen.insert(module)) else { continue };
            let file = resolve::parse(self.project, &path)?;
            let names = Names::read(self.project, &file)?;
            let is_other = |(_, bound): &(usize, Bound)| {
                let meaning = names.meaning_of(self.project, name, *bound);
                meaning.map(|one| self.after_move(one)).as_ref() != Some(wanted)
            };
            if names.at_module_level(name).iter().any(is_other) {
                return Ok(true);
            }
            open.extend(stars(&names));
        }
        Ok(false)
    }
}
