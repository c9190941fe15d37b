//! The old address: what the modules say, from which the names were had, once these have left.
//!
//! A module that must not import the new one finds the names when it is asked for them:
//! `__getattr__` of the module, <https://peps.python.org/pep-0562/>.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::file::FilePlan;
use super::models::{Address, Way};
use super::{Open, Planner, exports};
use crate::diagnostic::Error;
use crate::edit::Change;
use crate::imports::ItemId;
use crate::names::{Import, Names};
use crate::source::{PythonFile, Source};
use crate::transplant::model::quote;
use crate::transplant::outline::Outline;

impl Planner<'_> {
    /// The imports (module and local name) by which other modules of the old models package have
    /// what moves, for the sake of others alone.
    pub(super) fn reexports(&self) -> Result<BTreeSet<(String, String)>, Error> {
        let mut found = BTreeSet::new();
        for path in self.by_path.keys().filter(|path| self.is_beside(path)) {
            let open = self.open(path, &BTreeSet::new())?;
            let module = &open.names.module;
            let items = reexporting(&open).into_iter();
            found.extend(items.map(|id| (module.clone(), local(&open.names, id))));
        }
        Ok(found)
    }

    /// Whether a file is another module of the old models package.
    fn is_beside(&self, path: &Path) -> bool {
        let module = self.request.project.module_of(path);
        *path != self.addresses.paths.0 && module.is_some_and(|one| self.addresses.is_models(&one))
    }

    /// Takes away what a module of the old models package imports for the sake of others, and has it
    /// find that when it is asked.
    pub(super) fn leave_behind(&self, open: &mut Open) -> Result<(), Error> {
        if !self.is_beside(open.file.path()) {
            return Ok(());
        }
        // A star that it has for others goes on bringing what the old module has.
        let outline = Outline::read(&open.file, &open.names);
        let symbols = &self.request.references.addresses;
        let moves = |name: &String| symbols.values().any(|symbol| symbol == name);
        open.plan
            .imports
            .added
            .retain(|one| one.alias.is_some() || !moves(&one.name) || outline.uses(&one.name));
        let Some(way) = self.way.filter(|way| way.address != Address::Imported) else {
            return Ok(());
        };
        let goes = reexporting(open);
        let addresses = &self.request.references.addresses;
        let module = &open.names.module;
        let known = addresses.iter().filter(|((one, _), _)| one == module);
        let mut names: BTreeMap<String, String> =
            known.map(|((_, local), symbol)| (local.clone(), symbol.clone())).collect();
        // What it needs itself it goes on importing.
        let stays = |id: &&ItemId| !goes.contains(*id);
        for id in open.plan.imports.rehomed.keys().filter(stays) {
            names.remove(&local(&open.names, *id));
        }
        for id in goes {
            open.plan.imports.rehomed.remove(&id);
            open.plan.imports.dropped.insert(id);
        }
        self.old_address(way, &open.file, &open.names, &names, &mut open.plan)
    }

    /// What a module says to others that have `names` (as they are called there, and where they are
    /// defined) from it.
    ///
    /// # Errors
    /// It has a `__getattr__` already, where one is needed.
    pub(super) fn old_address(
        &self,
        way: Way,
        file: &PythonFile,
        names: &Names,
        had: &BTreeMap<String, String>,
        plan: &mut FilePlan,
    ) -> Result<(), Error> {
        if way.address == Address::Imported || had.is_empty() {
            return Ok(());
        }
        plan.edits.extend(exports::remove(file, had));
        let Address::Found { warns } = way.address else { return Ok(()) };
        if let Some((at, _)) = names.at_module_level("__getattr__").first() {
            return Err(file
                .source
                .error(*at, "this module finds its names by a __getattr__ of its own")
                .help("have it find what moves, and run again with --shim none"));
        }
        let text = getattr(had, &|symbol| self.home(symbol), warns);
        plan.tail = text.replace('"', &quote(file).to_string());
        Ok(())
    }

    /// A module of the old models package that has nothing left, and that nobody imports any longer,
    /// goes.
    pub(super) fn forget_module(&mut self) -> Result<(), Error> {
        let old = &self.addresses.paths.0;
        let module = &self.addresses.modules.0;
        let (package, last) = module.rsplit_once('.').unwrap_or(("", module));
        let is_silent = self.way.is_some_and(|way| way.address == Address::Silent);
        let is_package = old.file_name().is_some_and(|name| name == "__init__.py");
        if !is_silent
            || self.remains
            || self.request.is_there
            || is_package
            || !self.addresses.is_models(package)
        {
            return Ok(());
        }
        let project = self.request.project;
        let is_python = |path: &&PathBuf| path.extension().is_some_and(|one| one == "py");
        for path in project.files.iter().filter(is_python).filter(|path| *path != old) {
            let bytes = match self.plan.changes.after(path) {
                Some(after) => after.to_vec(),
                None => crate::scan::read(project, path)?.bytes,
            };
            let source = Source::new(path.clone(), bytes);
            let text = source.text(0..source.bytes.len());
            if !text.contains(last) {
                continue;
            }
            if text.contains(module) {
                return Ok(());
            }
            let file = PythonFile::parse(source)?;
            let names = Names::read(project, &file)?;
            let imports_it = |import: &Import| match import.from.as_deref() {
                Some(from) if from == package => import.items.iter().any(|one| one.name == last),
                from => from == Some(module),
            };
            if names.imports.iter().any(imports_it) {
                return Ok(());
            }
        }
        let before = Some(crate::scan::read(project, old)?.bytes);
        self.plan.changes.insert(old.clone(), Change { before, after: None });
        Ok(())
    }
}

fn local(names: &Names, (import, item): ItemId) -> String {
    names.imports[import].items[item].local().to_owned()
}

/// The imports of what moves that a module has at its top, and does not use itself.
fn reexporting(open: &Open) -> BTreeSet<ItemId> {
    let outline = Outline::read(&open.file, &open.names);
    let rehomed = open.plan.imports.rehomed.keys().copied();
    rehomed
        .filter(|id| open.names.imports[id.0].top_level && !outline.uses(&local(&open.names, *id)))
        .collect()
}

/// The function that finds `names` when they are asked for, in the module that is the `home` of each.
fn getattr<'a>(
    names: &BTreeMap<String, String>,
    home: &dyn Fn(&str) -> &'a str,
    warns: bool,
) -> String {
    // Names that are called there as they are here can be looked up together.
    let mut groups: BTreeMap<(&str, Option<&str>), Vec<&str>> = BTreeMap::new();
    for (local, symbol) in names {
        let other = (local != symbol).then_some(symbol.as_str());
        groups.entry((home(symbol), other)).or_default().push(local);
    }
    let mut text = String::from("def __getattr__(name):\n");
    if !warns {
        text.push_str("    # An import at the top would close a circle.\n");
    }
    for ((module, other), names) in groups {
        let (import, last) = match module.rsplit_once('.') {
            Some((package, last)) => (format!("from {package} import {last}"), last),
            None => (format!("import {module}"), module),
        };
        let value = match other {
            Some(symbol) => format!("{last}.{symbol}"),
            None => format!("getattr({last}, name)"),
        };
        let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let condition = match quoted.as_slice() {
            [one] => format!("name == {one}"),
            _ => format!("name in {{{}}}", quoted.join(", ")),
        };
        let warning = if warns { "        import warnings\n\n" } else { "" };
        let _ = writeln!(text, "    if {condition}:\n{warning}        {import}\n");
        if warns {
            let _ = writeln!(
                text,
                "        message = f\"{{__name__}}.{{name}} has moved to {module}\"\n        \
                 warnings.warn(message, DeprecationWarning, stacklevel=2)"
            );
        }
        let _ = writeln!(text, "        return {value}");
    }
    text + "    raise AttributeError(f\"module {__name__!r} has no attribute {name!r}\")\n"
}
