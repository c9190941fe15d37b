//! Which modules run when a module is imported, as far as the project has them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::Error;
use crate::names::Names;
use crate::project::Project;
use crate::resolve;

/// The import graph at module level, read when it is asked for.
pub struct ImportGraph<'a> {
    project: &'a Project,
    /// Members that arrive elsewhere: a module that only imports these no longer does.
    moved: &'a dyn Fn(&str, &str) -> bool,
    edges: BTreeMap<String, BTreeSet<String>>,
    /// Modules that import something which moves, when they are imported.
    takers: BTreeSet<String>,
}

impl<'a> ImportGraph<'a> {
    /// A graph of `project` in which imports of what `moved` says are left out: the move takes
    /// them away.
    pub fn new(project: &'a Project, moved: &'a dyn Fn(&str, &str) -> bool) -> Self {
        Self { project, moved, edges: BTreeMap::new(), takers: BTreeSet::new() }
    }

    /// The shortest chain of imports from `start` to one of `goals`, both named; `None` where
    /// importing `start` runs none of them.
    ///
    /// # Errors
    /// A module on the way cannot be read.
    pub fn chain(
        &mut self,
        start: &str,
        goals: &BTreeSet<String>,
    ) -> Result<Option<Vec<String>>, Error> {
        self.chain_through(&[start.to_owned()], goals)
    }

    /// The same for a path whose modules are run one after the other: the first, and its packages.
    fn chain_through(
        &mut self,
        starts: &[String],
        goals: &BTreeSet<String>,
    ) -> Result<Option<Vec<String>>, Error> {
        let first = starts.first().cloned().unwrap_or_default();
        let mut came_from: BTreeMap<String, String> =
            starts.iter().skip(1).map(|one| (one.clone(), first.clone())).collect();
        let mut queue: VecDeque<String> = starts.iter().cloned().collect();
        while let Some(module) = queue.pop_front() {
            if goals.contains(&module) {
                let mut chain = vec![module];
                while let Some(previous) = chain.last().and_then(|last| came_from.get(last)) {
                    chain.push(previous.clone());
                }
                chain.reverse();
                return Ok(Some(chain));
            }
            for next in self.imports_of(&module)?.clone() {
                if next != first && !came_from.contains_key(&next) {
                    came_from.insert(next.clone(), module.clone());
                    queue.push_back(next);
                }
            }
        }
        Ok(None)
    }

    /// The chain of imports from `start` to a module that will import `start` for what has moved
    /// there: it would find it half made.
    ///
    /// # Errors
    /// A module on the way cannot be read.
    pub fn returns(&mut self, start: &str) -> Result<Option<Vec<String>>, Error> {
        // Reads all that `start` leads to.
        self.chain(start, &BTreeSet::new())?;
        let takers = self.takers.iter().filter(|module| *module != start).cloned().collect();
        match self.chain(start, &takers)? {
            Some(mut chain) => {
                chain.push(start.to_owned());
                Ok(Some(chain))
            }
            None => Ok(None),
        }
    }

    /// The chain of imports by which `module` would come back to itself, if it imported `start`: to
    /// one of `goals`, or to a module that will import it for what has moved there.
    ///
    /// # Errors
    /// A module on the way cannot be read.
    pub fn leads_back(
        &mut self,
        module: &str,
        start: &str,
        goals: &BTreeSet<String>,
    ) -> Result<Option<Vec<String>>, Error> {
        // Its packages are run before it; those of `module` are being run already.
        let around = parents(module);
        let packages = parents(start).into_iter().filter(|one| !around.contains(one));
        let starts: Vec<String> = [start.to_owned()].into_iter().chain(packages).collect();
        if let Some(chain) = self.chain_through(&starts, goals)? {
            return Ok(Some(chain));
        }
        let takers = self.takers.iter().filter(|taker| *taker != module).cloned().collect();
        let chain = self.chain_through(&starts, &takers)?;
        Ok(chain.map(|mut chain| {
            chain.push(module.to_owned());
            chain
        }))
    }

    fn imports_of(&mut self, module: &str) -> Result<&BTreeSet<String>, Error> {
        if !self.edges.contains_key(module) {
            let (edges, takes) = self.read(module)?;
            if takes {
                self.takers.insert(module.to_owned());
            }
            self.edges.insert(module.to_owned(), edges);
        }
        Ok(&self.edges[module])
    }

    fn read(&self, module: &str) -> Result<(BTreeSet<String>, bool), Error> {
        let (mut edges, mut takes) = (BTreeSet::new(), false);
        let Some(path) = self.project.file_of(module) else {
            return Ok((edges, takes));
        };
        let file = resolve::parse(self.project, &path)?;
        let names = Names::read(self.project, &file)?;
        for import in &names.imports {
            if names.in_function(import.range.start) || import.for_types {
                continue;
            }
            let from = import.from.as_deref();
            if let Some(from) = from
                && import.items.iter().all(|item| (self.moved)(from, &item.name))
                && !import.star
            {
                takes = true;
                continue;
            }
            edges.extend(from.map(str::to_owned));
            for item in &import.items {
                match from {
                    Some(from) => {
                        let dotted = format!("{from}.{}", item.name);
                        edges.extend(self.project.file_of(&dotted).map(|_| dotted));
                    }
                    None => {
                        edges.insert(item.name.clone());
                    }
                }
            }
        }
        let packages: Vec<String> = edges.iter().flat_map(|module| parents(module)).collect();
        edges.extend(packages);
        edges.retain(|edge| edge != module && self.project.file_of(edge).is_some());
        Ok((edges, takes))
    }
}

/// `a.b` and `a` for `a.b.c`: importing a module runs its packages.
fn parents(module: &str) -> Vec<String> {
    module.match_indices('.').map(|(at, _)| module[..at].to_owned()).collect()
}
