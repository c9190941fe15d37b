//! What moved statements need in their new module, name by name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tree_sitter::Node;

use super::bring::{is_path, item_of, rename};
use super::cycles::ImportGraph;
use super::outline::{Outline, Use};
use super::{Graft, Job};
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::Needed;
use crate::names::{Bound, Meaning, is_builtin};

/// Calls whose result is the same wherever they are written: the assignment is copied.
const COPYABLE: &[&str] =
    &["logging.getLogger(__name__)", "getLogger(__name__)", "get_user_model()"];

impl Job<'_> {
    /// Works out what the moved statements need.
    ///
    /// # Errors
    /// A name that cannot be had in the target without an import cycle or a clash.
    pub fn graft(&self, graph: &mut ImportGraph) -> Result<Graft, Error> {
        let mut graft = Graft::default();
        self.can_move()?;
        for (range, name) in self.attributes {
            if !self.is_of_module(name, range.start) {
                return Err(self.hidden(name, range.start));
            }
            graft.inner.push(Edit::replace(range.clone(), name.clone()));
            if let Some(module) = (self.new_home)(&self.source.names.module, name)
                .filter(|module| module != self.target_module)
            {
                graft.imports.insert(needed(&module, name, name));
            }
        }
        let relations = self.relations()?;
        let statements = self.moving.iter().map(|at| &self.outline.statements[*at]);
        let mut by_name: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
        for one in statements.flat_map(|statement| &statement.uses) {
            let attribute = |(range, _): &(Range<usize>, String)| range.contains(&one.range.start);
            if !self.attributes.iter().any(attribute) {
                by_name.entry(&one.name).or_default().push(one);
            }
        }
        let moving = self.moving_names();
        for (name, uses) in by_name {
            if !moving.contains(name) {
                self.supply(name, &uses, &relations, graph, &mut graft)?;
            }
        }
        self.relative_imports(&mut graft);
        self.future_annotations(&mut graft);
        Ok(graft)
    }

    fn supply(
        &self,
        name: &str,
        uses: &[&Use],
        relations: &BTreeMap<usize, Node>,
        graph: &mut ImportGraph,
        graft: &mut Graft,
    ) -> Result<(), Error> {
        let for_types = self.is_for_types(name);
        let (types, run): (Vec<&Use>, Vec<&Use>) =
            uses.iter().partition(|one| one.for_types || for_types);
        // What can be had when the code runs, as it could before, is: something may ask for it.
        let run = if run.is_empty() && self.is_free(name, graph)? { types.clone() } else { run };
        let there = match run.is_empty() {
            true => None,
            false => self.supply_run(name, &run, relations, graph, graft)?,
        };
        let types: Vec<&Use> = types.into_iter().filter(|one| !run.contains(one)).collect();
        match there {
            _ if types.is_empty() => Ok(()),
            Some(local) => {
                rename(&types, name, &local, graft);
                Ok(())
            }
            None => self.supply_types(name, &types, graft),
        }
    }

    /// What code needs when it runs. Returns what the name is called at the top of the target, if it
    /// is there then.
    fn supply_run(
        &self,
        name: &str,
        uses: &[&Use],
        relations: &BTreeMap<usize, Node>,
        graph: &mut ImportGraph,
        graft: &mut Graft,
    ) -> Result<Option<String>, Error> {
        let names = self.source.names;
        let source = &self.source.file.source;
        let at = uses.first().map_or(0, |one| one.range.start);
        let bindings = names.at_module_level(name);
        let Some((_, bound)) = bindings.first() else {
            if let Some((meaning, import)) = self.by_star(name)? {
                return self.import(name, &import, &meaning, uses, relations, graph, graft);
            }
            if is_builtin(name) || names.star_modules().next().is_none() {
                return Ok(None);
            }
            return Err(source
                .error(at, format!("'{name}' comes from a star import or from nowhere"))
                .help("import it by name and run again"));
        };
        let in_force = self.in_force(name, uses);
        let bound = in_force.as_ref().unwrap_or(bound);
        let meaning = names.meaning_of(self.project, name, *bound);
        let one_meaning = in_force.is_some()
            || bindings
                .iter()
                .all(|(_, other)| names.meaning_of(self.project, name, *other) == meaning);
        let in_block = |bound: Bound| match bound {
            Bound::Import(import, _) => !names.imports[import].top_level,
            Bound::Definition | Bound::Other => false,
        };
        let in_blocks = in_force.is_none() && bindings.iter().all(|(_, bound)| in_block(*bound));
        let is_one_thing = one_meaning && meaning.is_some();
        if let Some((at, one)) = self.bound_again(name, uses).filter(|_| !is_one_thing) {
            return Err(source
                .error(
                    at,
                    format!("'{name}' is bound again here, and moved code has used it before"),
                )
                .help(format!(
                    "what moves would find the later one (it is used at {}): give one of the two \
                     another name, and run again",
                    source.place(one)
                )));
        }
        if !one_meaning || in_blocks {
            let why = match one_meaning {
                true => "imported under a condition",
                false => "bound in more than one way in this module",
            };
            return self.conditional(name, uses, why, graph, graft);
        }
        if let Bound::Import(import, item) = bound
            && let Some(meaning) = meaning
        {
            let import = item_of(&names.imports[*import], *item);
            return self.import(name, &import, &meaning, uses, relations, graph, graft);
        }
        self.staying(name, uses, relations, graph, graft)
    }

    /// Where the module binds a name again below a use that runs when the module is imported, and
    /// that use: whoever takes the name from the module later finds another thing.
    fn bound_again(&self, name: &str, uses: &[&Use]) -> Option<(usize, usize)> {
        let names = self.source.names;
        let bindings = names.at_module_level(name).iter().map(|(at, _)| *at);
        let bindings: Vec<usize> = bindings.filter(|at| !names.in_function(*at)).collect();
        let first = bindings.iter().min().copied()?;
        let mut uses = uses.iter().filter(|one| !one.in_function).map(|one| one.range.start);
        uses.find_map(|one| {
            let below = bindings.iter().find(|at| first < one && **at > one);
            below.map(|at| (*at, one))
        })
    }

    /// The import that all of `uses` find by a name which the module binds again further down: they run
    /// when the module is imported, before that.
    fn in_force(&self, name: &str, uses: &[&Use]) -> Option<Bound> {
        let (file, names) = (self.source.file, self.source.names);
        let bindings = names.at_module_level(name);
        let is_sure = |(at, _): &(usize, Bound)| names.sure(file, *at).is_some();
        if bindings.len() < 2 || !bindings.iter().all(is_sure) {
            return None;
        }
        let found = uses.iter().map(|one| {
            let above = bindings.iter().filter(|(at, _)| *at < one.range.start && !one.in_function);
            above.max_by_key(|(at, _)| *at).map(|(_, bound)| *bound)
        });
        let found: Vec<Option<Bound>> = found.collect();
        let first = found.first().copied().flatten()?;
        let is_import =
            matches!(first, Bound::Import(import, _) if names.imports[import].top_level);
        (is_import && found.iter().all(|one| *one == Some(first))).then_some(first)
    }

    /// A name that may be one thing or another, or none: nothing but its module knows which.
    fn conditional(
        &self,
        name: &str,
        uses: &[&Use],
        why: &str,
        graph: &mut ImportGraph,
        graft: &mut Graft,
    ) -> Result<Option<String>, Error> {
        let module = &self.source.names.module;
        let bindings = self.source.names.at_module_level(name);
        let statements: BTreeSet<Option<usize>> =
            bindings.iter().map(|(at, _)| self.statement_at(*at)).collect();
        if statements.into_iter().all(|at| at.is_some_and(|at| self.target_has(at))) {
            return Ok(Some(name.to_owned()));
        }
        let is_free = self.target.names.at_module_level(name).is_empty();
        if self.in_bodies(uses) {
            self.import_in_functions(uses, &needed(module, name, name), graft);
            return Ok(None);
        }
        if is_free && self.may_import_source(graph)? {
            graft.imports.insert(needed(module, name, name));
            return Ok(Some(name.to_owned()));
        }
        let at = uses.iter().find(|one| !one.in_function).or(uses.first());
        Err(self
            .source
            .file
            .source
            .error(at.map_or(0, |one| one.range.start), format!("'{name}' is {why}"))
            .of_cycle()
            .help("what moves needs it: import it once, at the top, or move the model by hand"))
    }

    /// A name that the source has by `import`.
    #[expect(clippy::too_many_arguments, reason = "one step of supply, with all that it knows")]
    fn import(
        &self,
        name: &str,
        import: &Needed,
        meaning: &Meaning,
        uses: &[&Use],
        relations: &BTreeMap<usize, Node>,
        graph: &mut ImportGraph,
        graft: &mut Graft,
    ) -> Result<Option<String>, Error> {
        let wanted = self.after_move(meaning.clone());
        if let Meaning::Member(module, member) = &wanted
            && module == self.target_module
        {
            let hidden = uses.iter().find(|one| !self.is_of_module(member, one.range.start));
            return match hidden {
                _ if member == name => Ok(Some(member.clone())),
                None => {
                    rename(uses, name, member, graft);
                    Ok(Some(member.clone()))
                }
                Some(_) if self.in_bodies(uses) => {
                    self.import_in_functions(uses, &needed(module, member, name), graft);
                    Ok(None)
                }
                Some(one) => Err(self.hidden(member, one.range.start)),
            };
        }
        if let Some(chain) = self.leads_back(&wanted, graph)? {
            let inner = match &wanted {
                Meaning::Member(module, member) => Some(needed(module, member, name)),
                Meaning::Module(module) => {
                    module.rsplit_once('.').map(|(package, last)| needed(package, last, name))
                }
            };
            let uses = self.lazy(uses, relations, graft);
            let uses = self.own_members(&wanted, &uses, graft);
            let is_free = self.target.names.at_module_level(name).is_empty();
            let uses = match &inner {
                Some(inner) if is_free => self.in_annotations(uses, inner, graft),
                _ => uses,
            };
            if let Some(inner) = inner.filter(|_| self.in_bodies(&uses) && !is_path(import)) {
                self.import_in_functions(&uses, &inner, graft);
            } else if !uses.is_empty() {
                return Err(self.cycle(name, &uses, &chain));
            }
            return Ok(None);
        }
        self.bring(name, &wanted, import, uses, graft)
    }

    /// The chain of imports by which the target would come back to itself.
    fn leads_back(
        &self,
        wanted: &Meaning,
        graph: &mut ImportGraph,
    ) -> Result<Option<Vec<String>>, Error> {
        let mut goals = BTreeSet::from([self.target_module.to_owned()]);
        goals.extend(self.target_package.cloned());
        if self.source_imports_target {
            goals.insert(self.source.names.module.clone());
        }
        let (Meaning::Module(start) | Meaning::Member(start, _)) = wanted;
        match goals.contains(start) {
            _ if !is_models(self.target_module) => Ok(None),
            true => Ok(Some(vec![start.clone()])),
            false => graph.leads_back(self.target_module, start, &goals),
        }
    }

    /// Whether the source imports a name at its top, and the target can do the same.
    fn is_free(&self, name: &str, graph: &mut ImportGraph) -> Result<bool, Error> {
        let names = self.source.names;
        let mut wanted = BTreeSet::new();
        for (_, bound) in names.at_module_level(name) {
            match (bound, names.meaning_of(self.project, name, *bound)) {
                (Bound::Import(import, _), Some(meaning)) if names.imports[*import].top_level => {
                    wanted.insert(self.after_move(meaning));
                }
                _ => return Ok(false),
            }
        }
        match wanted.into_iter().collect::<Vec<_>>().as_slice() {
            [wanted] => Ok(self.leads_back(wanted, graph)?.is_none()),
            _ => Ok(false),
        }
    }

    /// What a meaning is once all has moved.
    pub(super) fn after_move(&self, meaning: Meaning) -> Meaning {
        match meaning {
            Meaning::Member(module, member) => {
                let home = (self.new_home)(&module, &member);
                let home = home.or_else(|| (self.defined_in)(&module, &member));
                Meaning::Member(home.unwrap_or(module), member)
            }
            module @ Meaning::Module(_) => module,
        }
    }

    /// Whether a name that is written where the old module says another one is looked up at module
    /// level.
    fn is_of_module(&self, name: &str, at: usize) -> bool {
        self.source.names.is_free(name, at, &|_| false)
    }

    fn hidden(&self, name: &str, at: usize) -> Error {
        let source = &self.source.file.source;
        source
            .error(at, format!("what moves would say '{name}' here, and that is something else"))
            .help("give the other thing another name, and run again")
    }

    /// Whether the target has a statement as it is written in the source.
    pub(super) fn target_has(&self, at: usize) -> bool {
        let text =
            |module: super::Module, range: Range<usize>| module.file.source.bytes[range].to_vec();
        let wanted = text(self.source, self.outline.statements[at].range.clone());
        let there = Outline::read(self.target.file, self.target.names);
        there.statements.iter().any(|one| text(self.target, one.range.clone()) == wanted)
    }

    /// A name that the source defines and keeps.
    fn staying(
        &self,
        name: &str,
        uses: &[&Use],
        relations: &BTreeMap<usize, Node>,
        graph: &mut ImportGraph,
        graft: &mut Graft,
    ) -> Result<Option<String>, Error> {
        let file = self.source.file;
        let definition = self.outline.defining(name).next();
        let text = |at: usize| file.source.text(self.outline.statements[at].range.clone());
        let target = self.target;
        let wanted = Meaning::Member(self.source.names.module.clone(), name.to_owned());
        if definition.is_some_and(|definition| self.target_has(definition))
            || self.has_at_top(name, &wanted)
        {
            return Ok(Some(name.to_owned()));
        }
        let bound_in_target = target.names.at_module_level(name).first();
        let copyable = |at: usize| COPYABLE.iter().any(|call| text(at).ends_with(call));
        if let Some(definition) = definition.filter(|at| copyable(*at) && bound_in_target.is_none())
        {
            graft.copied.insert(definition);
            for one in &self.outline.statements[definition].uses {
                let names = self.source.names;
                if let Some((_, Bound::Import(import, item))) =
                    names.at_module_level(&one.name).first()
                    && target.names.at_module_level(&one.name).is_empty()
                {
                    graft.imports.insert(item_of(&names.imports[*import], *item));
                }
            }
            return Ok(Some(name.to_owned()));
        }
        let module = &self.source.names.module;
        let may_import = self.may_import_source(graph)?;
        if may_import && is_models(self.target_module) {
            return self.bring(name, &wanted, &needed(module, name, name), uses, graft);
        }
        let mut uses = self.lazy(uses, relations, graft);
        if bound_in_target.is_none() {
            uses = self.in_annotations(uses, &needed(module, name, name), graft);
        }
        let uses = &uses;
        if self.in_bodies(uses) {
            self.import_in_functions(uses, &needed(module, name, name), graft);
            return Ok(None);
        }
        if may_import {
            return self.bring(name, &wanted, &needed(module, name, name), uses, graft);
        }
        if let Some((at, _)) = bound_in_target {
            return Err(self.something_else(*at, name, &format!("{name} of {module}")));
        }
        Err(self.cycle(name, uses, &[module.clone(), self.target_module.to_owned()]))
    }

    /// Whether the target imports `wanted` by this name, at its top.
    fn has_at_top(&self, name: &str, wanted: &Meaning) -> bool {
        let names = self.target.names;
        let there = names.at_module_level(name);
        !there.is_empty()
            && there.iter().all(|(_, bound)| {
                matches!(bound, Bound::Import(import, _) if names.imports[*import].top_level)
                    && names.meaning_of(self.project, name, *bound).as_ref() == Some(wanted)
            })
    }

    /// Whether the target may import the source when it is imported.
    fn may_import_source(&self, graph: &mut ImportGraph) -> Result<bool, Error> {
        if !is_models(self.target_module) {
            return Ok(true);
        }
        let source = Meaning::Module(self.source.names.module.clone());
        Ok(!self.source_imports_target && self.leads_back(&source, graph)?.is_none())
    }

    fn cycle(&self, name: &str, uses: &[&Use], chain: &[String]) -> Error {
        let at = uses.iter().find(|one| !self.in_bodies(&[**one])).or(uses.first());
        let source = &self.source.file.source;
        source
            .error(
                at.map_or(0, |one| one.range.start),
                format!(
                    "'{name}' would make {} import itself: {} → {}",
                    self.target_module,
                    self.target_module,
                    chain.join(" → ")
                ),
            )
            .of_cycle()
            .help(format!(
                "what moves needs '{name}' when the module is imported: put it into a module \
                 that imports neither, and run again"
            ))
    }
}

pub(super) fn is_models(module: &str) -> bool {
    module.rsplit('.').next() != Some("admin")
}

pub(super) fn needed(module: &str, member: &str, local: &str) -> Needed {
    Needed {
        module: Some(module.to_owned()),
        name: member.to_owned(),
        alias: (member != local).then(|| local.to_owned()),
    }
}

pub(super) fn show(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Module(module) => format!("the module {module}"),
        Meaning::Member(module, name) => format!("{name} of {module}"),
    }
}
