//! Which modules run when a module is imported, as far as the project has them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::diagnostic::Error;
use crate::names::{Import, Names};
use crate::project::Project;
use crate::source::PythonFile;
use crate::{resolve, scan};

/// An import that does not stand at the margin.
static IMPORTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m-u)^[ \t]+(?:from|import)\b").ok());

/// The import graph at module level, read when it is asked for.
pub struct ImportGraph<'a> {
    project: &'a Project,
    /// Members that arrive elsewhere: a module that only imports these no longer does.
    moved: &'a dyn Fn(&str, &str) -> bool,
    /// Names that a module no longer imports.
    gone: &'a dyn Fn(&str, &str) -> bool,
    edges: BTreeMap<String, BTreeSet<String>>,
    /// Names that a module takes from another when it is imported: by both modules.
    taken: BTreeMap<(String, String), BTreeSet<String>>,
    /// Modules that import something which moves, when they are imported.
    takers: BTreeSet<String>,
}

impl<'a> ImportGraph<'a> {
    /// A graph of `project` in which imports of what `moved` says (module and name) are left out, and
    /// those of a module (and local name) that are `gone`: the move takes them away.
    pub fn new(
        project: &'a Project,
        moved: &'a dyn Fn(&str, &str) -> bool,
        gone: &'a dyn Fn(&str, &str) -> bool,
    ) -> Self {
        Self {
            project,
            moved,
            gone,
            edges: BTreeMap::new(),
            taken: BTreeMap::new(),
            takers: BTreeSet::new(),
        }
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
        // The modules of a package take it from the module beside them.
        let below = format!("{start}.");
        let is_other = |module: &&String| *module != start && !module.starts_with(&below);
        let takers = self.takers.iter().filter(is_other).cloned().collect();
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

    /// The chain of imports from `start` to a module that takes a name of `start` which is not bound
    /// yet: it works as long as another module of the chain is imported before `start`, and no
    /// longer where `start` comes first.
    ///
    /// # Errors
    /// A module on the way cannot be read.
    pub fn half_made(&mut self, start: &str) -> Result<Option<Vec<String>>, Error> {
        let Some(path) = self.project.file_of(start) else { return Ok(None) };
        let file = resolve::parse(self.project, &path)?;
        let names = Names::read(self.project, &file)?;
        let mut came_from: BTreeMap<String, String> = BTreeMap::new();
        let stays = |one: &&Import| !self.arrives(one) && !self.goes(one, start);
        let imports: Vec<&Import> = run_at_once(&names).filter(stays).collect();
        for import in imports {
            let is_late = |name: &String| {
                let first = names.at_module_level(name).iter().map(|(at, _)| *at).min();
                first.is_none_or(|first| first >= import.range.start)
            };
            let mut queue: VecDeque<(String, String)> = self
                .edges_of(import, start)
                .into_iter()
                .map(|one| (one, start.to_owned()))
                .collect();
            while let Some((module, previous)) = queue.pop_front() {
                if module == start || came_from.contains_key(&module) {
                    continue;
                }
                came_from.insert(module.clone(), previous);
                for next in self.imports_of(&module)?.clone() {
                    queue.push_back((next, module.clone()));
                }
                let taken = self.taken.get(&(module.clone(), start.to_owned()));
                if taken.is_some_and(|taken| taken.iter().any(is_late)) {
                    let mut chain = vec![start.to_owned(), module];
                    while let Some(previous) = chain.last().and_then(|last| came_from.get(last)) {
                        chain.push(previous.clone());
                    }
                    chain.reverse();
                    return Ok(Some(chain));
                }
            }
        }
        Ok(None)
    }

    fn imports_of(&mut self, module: &str) -> Result<&BTreeSet<String>, Error> {
        if !self.edges.contains_key(module) {
            let edges = self.read(module)?;
            self.edges.insert(module.to_owned(), edges);
        }
        Ok(&self.edges[module])
    }

    fn read(&mut self, module: &str) -> Result<BTreeSet<String>, Error> {
        let mut edges = BTreeSet::new();
        let Some(path) = self.project.file_of(module) else {
            return Ok(edges);
        };
        // What is in no function that imports something matters to nobody here.
        let source = scan::read(self.project, &path)?;
        let imports = IMPORTS.as_ref().map(|one| one.find_iter(&source.bytes));
        let places: Vec<_> = imports.into_iter().flatten().map(|one| one.range()).collect();
        let file = PythonFile::sketched(source, &places)?;
        let names = Names::read(self.project, &file)?;
        let (taken, others): (Vec<&Import>, Vec<&Import>) = run_at_once(&names)
            .filter(|import| !self.goes(import, module))
            .partition(|import| self.arrives(import));
        if !taken.is_empty() {
            self.takers.insert(module.to_owned());
        }
        for import in others {
            edges.extend(self.edges_of(import, module));
            if let Some(from) = &import.from {
                let members = import.items.iter().map(|item| item.name.clone());
                let members = members
                    .filter(|name| self.project.file_of(&format!("{from}.{name}")).is_none());
                let key = (module.to_owned(), from.clone());
                self.taken.entry(key).or_default().extend(members);
            }
        }
        Ok(edges)
    }

    /// Whether all that is imported arrives elsewhere.
    fn arrives(&self, import: &Import) -> bool {
        import.from.as_deref().is_some_and(|from| {
            !import.star && import.items.iter().all(|item| (self.moved)(from, &item.name))
        })
    }

    /// Whether an import in `module` is taken away as a whole.
    fn goes(&self, import: &Import, module: &str) -> bool {
        !import.star && import.items.iter().all(|item| (self.gone)(module, item.local()))
    }

    /// The modules of the project that an import in `module` runs.
    fn edges_of(&self, import: &Import, module: &str) -> BTreeSet<String> {
        let mut edges: BTreeSet<String> = import.from.iter().cloned().collect();
        for item in &import.items {
            match &import.from {
                Some(from) => {
                    let dotted = format!("{from}.{}", item.name);
                    edges.extend(self.project.file_of(&dotted).map(|_| dotted));
                }
                None => {
                    edges.insert(item.name.clone());
                }
            }
        }
        let packages: Vec<String> = edges.iter().flat_map(|module| parents(module)).collect();
        edges.extend(packages);
        edges.retain(|edge| edge != module && self.project.file_of(edge).is_some());
        edges
    }
}

/// The imports that run when their module is imported.
fn run_at_once(names: &Names) -> impl Iterator<Item = &Import> {
    let runs = |import: &&Import| !names.in_function(import.range.start) && !import.for_types;
    names.imports.iter().filter(runs)
}

/// `a.b` and `a` for `a.b.c`: importing a module runs its packages.
fn parents(module: &str) -> Vec<String> {
    module.match_indices('.').map(|(at, _)| module[..at].to_owned()).collect()
}
