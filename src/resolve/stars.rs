//! What a module has in the end, where several things bind one name: imports, definitions, and what
//! `import *` brings.
//!
//! A name that a module binds in more than one way may be the model, or something else that has
//! taken its place: whoever takes it from there is listed, and left alone.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use super::{Address, Target, Uses};
use crate::diagnostic::Error;
use crate::names::{Bound, Meaning, Names};
use crate::project::Project;
use crate::reference::{Certainty, Reference};
use crate::source::{PythonFile, string_value};

/// The names that a module has for others.
#[derive(Default)]
pub(super) struct Bindings {
    /// Names that it binds by importing them: local name and meaning.
    pub(super) exports: Vec<(String, Meaning)>,
    /// Names that it binds itself, other than by `import *`.
    pub(super) own: BTreeMap<String, Own>,
    /// Modules that it imports everything from, in the order of the text.
    pub(super) stars: Vec<Star>,
    /// `__all__`, where it is written out.
    all: Option<BTreeSet<String>>,
}

/// How a module binds a name.
#[derive(Clone, Copy, Default)]
pub(super) struct Own {
    /// Where the last statement begins that binds it whatever happens.
    last: usize,
    /// Whether something other than an import binds it.
    other: bool,
}

/// `from module import *`, not in a function.
pub(super) struct Star {
    pub(super) module: String,
    /// Whether it stands in no block.
    top_level: bool,
    /// What the statement is if a name of the target is used through it.
    pub(super) statement: Reference,
}

impl Bindings {
    /// Reads what `file` binds; `statement` makes the reference of a star import.
    pub(super) fn read(
        project: &Project,
        file: &PythonFile,
        names: &Names,
        statement: impl Fn(&crate::names::Import) -> Reference,
    ) -> Self {
        let mut bindings = Self { all: all(file), ..Self::default() };
        for local in names.module_names() {
            let own = bindings.own.entry(local.to_owned()).or_default();
            for (at, bound) in names.at_module_level(local) {
                own.last = own.last.max(names.sure(file, *at).map_or(0, |range| range.start));
                own.other |= !matches!(bound, Bound::Import(..));
                if let Bound::Import(..) = bound
                    && let Some(meaning) = names.meaning_of(project, local, *bound)
                {
                    bindings.exports.push((local.to_owned(), meaning));
                }
            }
        }
        bindings.exports.sort();
        bindings.stars.extend(names.star_modules().map(|(module, import)| Star {
            module: module.to_owned(),
            top_level: import.top_level,
            statement: statement(import),
        }));
        bindings
    }

    /// Whether `import *` takes `name` along.
    fn gives(&self, name: &str) -> bool {
        takes(self.all.as_ref(), name)
    }
}

/// The modules of the project that were read, by name.
pub(super) struct Stars<'a> {
    target: &'a Target,
    modules: HashMap<&'a str, &'a Bindings>,
}

impl<'a> Stars<'a> {
    pub(super) fn new(target: &'a Target, files: &'a BTreeMap<PathBuf, Uses>) -> Self {
        let modules = files.values().map(|uses| (uses.module.as_str(), &uses.bindings));
        Self { target, modules: modules.collect() }
    }

    /// Every (module, name) under which a symbol of the target can be had.
    pub(super) fn follow_exports(&self, target: &Target) -> HashMap<Address, String> {
        let modules = || target.beside.iter().chain([&target.module]);
        let mut found: HashMap<Address, String> = target
            .symbols
            .iter()
            .flat_map(|symbol| modules().map(move |module| (module, symbol)))
            .map(|(module, symbol)| ((module.clone(), symbol.clone()), symbol.clone()))
            .collect();
        loop {
            let mut more: Vec<(Address, String)> = Vec::new();
            for (here, bindings) in &self.modules {
                for (local, meaning) in &bindings.exports {
                    if let Meaning::Member(module, name) = meaning
                        && let Some(symbol) = found.get(&(module.clone(), name.clone()))
                    {
                        more.push((((*here).to_owned(), local.clone()), symbol.clone()));
                    }
                }
                for (at, star) in bindings.stars.iter().enumerate() {
                    for ((_, name), symbol) in found.iter().filter(|((m, _), _)| *m == star.module)
                    {
                        if self.stands(bindings, at, name, &found).is_some() {
                            more.push((((*here).to_owned(), name.clone()), symbol.clone()));
                        }
                    }
                }
            }
            let before = found.len();
            found.extend(more);
            if found.len() == before {
                return found;
            }
        }
    }

    /// Those of `addresses` that may stand for something else as well.
    pub(super) fn unsure(
        &self,
        target: &Target,
        addresses: &HashMap<Address, String>,
    ) -> HashSet<Address> {
        let mut unsure: HashSet<Address> = HashSet::new();
        loop {
            let is_sure = |module: &str, name: &str| {
                let address = (module.to_owned(), name.to_owned());
                addresses.contains_key(&address) && !unsure.contains(&address)
            };
            let more: Vec<Address> = addresses
                .keys()
                .filter(|address| !target.is_home(&address.0) && !unsure.contains(*address))
                .filter(|(module, name)| {
                    let Some(bindings) = self.modules.get(module.as_str()) else { return false };
                    let exports = bindings.exports.iter().filter(|(local, _)| local == name);
                    let mut meanings = exports.map(|(_, meaning)| meaning);
                    let mut stars = bindings.stars.iter().enumerate();
                    let is_late = |star: &Star, own: &Own| {
                        star.statement.range.start > own.last
                            && !addresses.contains_key(&(star.module.clone(), name.clone()))
                            && self.binds(&star.module, name)
                    };
                    let is_doubtful =
                        |own: &Own| own.other || bindings.stars.iter().any(|star| is_late(star, own));
                    bindings.own.get(name).is_some_and(is_doubtful)
                        || !meanings.all(|meaning| {
                            matches!(meaning, Meaning::Member(module, name) if is_sure(module, name))
                        })
                        || stars.any(|(at, star)| {
                            let address = (star.module.clone(), name.clone());
                            addresses.contains_key(&address)
                                && self.stands(bindings, at, name, addresses).is_some_and(|sure| {
                                    sure != Certainty::Proven || !is_sure(&star.module, name)
                                })
                        })
                })
                .cloned()
                .collect();
            if more.is_empty() {
                return unsure;
            }
            unsure.extend(more);
        }
    }

    /// How sure it is that a module has `name` in the end because star `at` of it brings that; `None`
    /// where it is not so.
    fn stands(
        &self,
        bindings: &Bindings,
        at: usize,
        name: &str,
        addresses: &HashMap<Address, String>,
    ) -> Option<Certainty> {
        let own = bindings.own.get(name).map_or(0, |own| own.last);
        let replaced = own > bindings.stars[at].statement.range.start;
        if replaced { None } else { self.brings(bindings, at, name, addresses) }
    }

    /// How sure it is that star `at` of a module brings `name`; `None` where `__all__` keeps it back,
    /// or another star that comes later brings something else.
    pub(super) fn brings(
        &self,
        bindings: &Bindings,
        at: usize,
        name: &str,
        addresses: &HashMap<Address, String>,
    ) -> Option<Certainty> {
        let star = &bindings.stars[at];
        let rivals = self.rivals(bindings, at, name, addresses);
        if self.modules.get(star.module.as_str()).is_some_and(|one| !one.gives(name)) {
            // Whoever had it from here before it left has it from nowhere now.
            let is_missed = self.target.has_left(&star.module)
                && rivals.is_empty()
                && !bindings.own.contains_key(name);
            return is_missed.then_some(Certainty::Proven);
        }
        let mut sure = Certainty::Proven;
        for (index, other) in rivals {
            match index > at {
                true if other.top_level => return None,
                false if star.top_level => {}
                _ => sure = Certainty::Likely,
            }
        }
        Some(sure)
    }

    /// Stars beside star `at` of a module that may bring something else by the name of `name`.
    pub(super) fn rivals<'b>(
        &self,
        bindings: &'b Bindings,
        at: usize,
        name: &str,
        addresses: &HashMap<Address, String>,
    ) -> Vec<(usize, &'b Star)> {
        let is_rival = |(_, other): &(usize, &Star)| {
            other.module != bindings.stars[at].module
                && !addresses.contains_key(&(other.module.clone(), name.to_owned()))
                && self.binds(&other.module, name)
        };
        bindings.stars.iter().enumerate().filter(is_rival).collect()
    }

    /// Whether `import *` from a module of the project may bring `name`.
    fn binds(&self, module: &str, name: &str) -> bool {
        let has = |bindings: &Bindings| bindings.own.contains_key(name);
        self.leads(module, name, &|_, bindings| has(bindings))
    }

    /// Whether `import *` from `module` takes `name` along from a module that `has` it.
    fn leads(&self, module: &str, name: &str, has: &dyn Fn(&str, &Bindings) -> bool) -> bool {
        let (mut open, mut seen) = (vec![module], HashSet::new());
        while let Some(module) = open.pop() {
            if let Some(bindings) = self.modules.get(module)
                && seen.insert(module)
                && bindings.gives(name)
            {
                if has(module, bindings) {
                    return true;
                }
                open.extend(bindings.stars.iter().map(|star| star.module.as_str()));
            }
        }
        false
    }

    /// Whoever imports everything from the module that the target goes to is given its names as
    /// well: they must not take the place of others.
    ///
    /// # Errors
    /// They would.
    pub(super) fn refuse_taken(
        &self,
        target: &Target,
        addresses: &HashMap<Address, String>,
        unsure: &HashSet<Address>,
    ) -> Result<(), Error> {
        let Some(to) = &target.to else { return Ok(()) };
        let clash = Clash { stars: self, to, addresses, unsure };
        let mut modules: Vec<(&&str, &&Bindings)> = self.modules.iter().collect();
        modules.sort_by_key(|(module, _)| **module);
        for (module, bindings) in modules.into_iter().filter(|(one, _)| !target.is_home(one)) {
            for (at, star) in bindings.stars.iter().enumerate() {
                let found = target.symbols.iter().find_map(|name| {
                    if module == to {
                        clash.within_target(bindings, star, name)
                    } else {
                        clash.elsewhere(module, bindings, at, name)
                    }
                });
                if let Some(message) = found {
                    return Err(Error::new(message)
                        .at(star.statement.place.clone())
                        .help("import by name what this module needs, and run again"));
                }
            }
        }
        Ok(())
    }
}

/// Where a name that moves would meet another that a star import brings, or takes the place of.
struct Clash<'a> {
    stars: &'a Stars<'a>,
    /// The module that the name goes to.
    to: &'a str,
    addresses: &'a HashMap<Address, String>,
    unsure: &'a HashSet<Address>,
}

impl Clash<'_> {
    fn is_other(&self, module: &str, name: &str) -> bool {
        let address = (module.to_owned(), name.to_owned());
        !self.addresses.contains_key(&address) || self.unsure.contains(&address)
    }

    /// Whether `import *` from `module` brings `name` from where it goes to.
    fn comes(&self, module: &str, name: &str) -> bool {
        self.stars.leads(module, name, &|one, _| one == self.to)
    }

    fn within_target(&self, bindings: &Bindings, star: &Star, name: &str) -> Option<String> {
        let meets = !bindings.own.contains_key(name)
            && self.is_other(&star.module, name)
            && self.stars.binds(&star.module, name);
        meets.then(|| format!("{} has a '{name}' already: {} brings it", self.to, star.module))
    }

    fn elsewhere(
        &self,
        module: &str,
        bindings: &Bindings,
        at: usize,
        name: &str,
    ) -> Option<String> {
        let star = &bindings.stars[at];
        let is_rival = |(index, other): (usize, &Star)| {
            (index < at || (index > at && !other.top_level))
                && self.is_other(&other.module, name)
                && !self.comes(&other.module, name)
                && self.stars.binds(&other.module, name)
        };
        let is_taken = match bindings.own.get(name) {
            Some(own) => own.last <= star.statement.range.start && self.is_other(module, name),
            None => bindings.stars.iter().enumerate().any(is_rival),
        };
        (is_taken && self.comes(&star.module, name)).then(|| {
            let to = self.to;
            format!(
                "the '{name}' that moves would take the place of another: {to} has it from now on, \
                 and this brings it here"
            )
        })
    }
}

/// Whether `import *` takes `name` along from `file`, if that has it.
pub fn gives(file: &PythonFile, name: &str) -> bool {
    takes(all(file).as_ref(), name)
}

fn takes(all: Option<&BTreeSet<String>>, name: &str) -> bool {
    all.map_or(!name.starts_with('_'), |all| all.contains(name))
}

/// `__all__` of a module, where it is written out and nothing else changes it.
fn all(file: &PythonFile) -> Option<BTreeSet<String>> {
    let mut cursor = file.root().walk();
    let (mut all, mut mentions) = (BTreeSet::new(), 0);
    for statement in file.root().named_children(&mut cursor) {
        let Some(one) = statement.named_child(0) else { continue };
        let values = match one.kind() {
            "assignment" | "augmented_assignment"
                if one.child_by_field_name("left").is_some_and(|at| file.text(at) == "__all__") =>
            {
                one.child_by_field_name("right")?
            }
            "call"
                if one.child_by_field_name("function").is_some_and(|function| {
                    matches!(file.text(function), "__all__.extend" | "__all__.append")
                }) =>
            {
                one.child_by_field_name("arguments")?.named_child(0)?
            }
            _ => continue,
        };
        let mut cursor = values.walk();
        match values.kind() {
            "string" => {
                all.insert(string_value(file, values)?.0.to_owned());
            }
            "list" | "tuple" => {
                for value in values.named_children(&mut cursor) {
                    all.insert(string_value(file, value)?.0.to_owned());
                }
            }
            _ => return None,
        }
        mentions += 1;
    }
    let text = file.text(file.root());
    (mentions > 0 && text.matches("__all__").count() == mentions).then_some(all)
}
