//! From what each file says to what is true: constants and fields are looked up, and each reference
//! is kept or let go.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use super::fields::Fields;
use super::stars::Stars;
use super::{Address, Pending, References, Target, Uses, spared};
use crate::diagnostic::Error;
use crate::names::Meaning;
use crate::project::Project;
use crate::reference::{Certainty, Reference, ReferenceKind};

/// Names other than its own under which the target can be had: files that know nothing but these
/// have to be read as well.
pub(super) fn other_names(
    target: &Target,
    addresses: &HashMap<Address, String>,
) -> BTreeSet<String> {
    let names = addresses.keys().map(|(_, name)| name);
    names.filter(|name| !target.symbols.contains(*name)).cloned().collect()
}

/// The constants that name the model and that others may take: the class, if one holds it, and the name.
pub(super) fn constants(files: &BTreeMap<PathBuf, Uses>) -> BTreeSet<(Option<String>, String)> {
    let constants = files.values().flat_map(|uses| &uses.constants);
    let parted = constants.filter_map(|((_, name), _)| match name.split_once('.') {
        None => (name != "__all__").then(|| (None, name.clone())),
        // Nobody takes what a class in a class holds by a name that could be followed.
        Some((_, rest)) if rest.contains('.') => None,
        Some((class, name)) => Some((Some(class.to_owned()), name.to_owned())),
    });
    parted.collect()
}

/// Keeps what is true, and decides what is proven.
///
/// # Errors
/// A file that says what a field is cannot be read; a name that moves would take the place of
/// another.
pub(super) fn settle(
    project: &Project,
    target: &Target,
    addresses: HashMap<Address, String>,
    files: &BTreeMap<PathBuf, Uses>,
) -> Result<References, Error> {
    let stars = Stars::new(target, files);
    let unsure = stars.unsure(target, &addresses);
    stars.refuse_taken(target, &addresses, &unsure)?;
    let exports: HashMap<(&str, &str), &Meaning> = files
        .values()
        .flat_map(|uses| uses.bindings.exports.iter().map(move |export| (uses, export)))
        .map(|(uses, (local, meaning))| ((uses.module.as_str(), local.as_str()), meaning))
        .collect();
    let mut settled = Settled {
        target,
        addresses: &addresses,
        unsure: &unsure,
        stars: &stars,
        list: Vec::new(),
        through_star: HashMap::new(),
        contested: BTreeSet::new(),
    };
    let paths = Paths { project, target, addresses: &addresses, exports: &exports };
    for uses in files.values() {
        settled.list.extend(uses.settled.iter().cloned());
        settled.pending(uses);
        settled.paths(uses, &paths);
    }
    settled.labels(project, files)?;
    for uses in files.values() {
        let explicit = |name: &str| exports.contains_key(&(uses.module.as_str(), name));
        settled.stars(uses, &explicit);
    }
    let mut list = settled.list;
    list.sort_by(|a, b| {
        (&a.path, a.range.start, a.range.end, &a.symbol)
            .cmp(&(&b.path, b.range.start, b.range.end, &b.symbol))
            .then(b.certainty.cmp(&a.certainty))
    });
    list.dedup_by(|a, b| {
        a.path == b.path && a.range == b.range && a.kind == b.kind && a.symbol == b.symbol
    });
    let mut found = References { contested: settled.contested, ..References::default() };
    for (path, uses) in files {
        found.warnings.extend(uses.warnings.iter().cloned());
        found.warnings.extend(spared::spare(&uses.ignores, path, &mut list));
    }
    found.list = list;
    found.addresses = addresses.into_iter().filter(|(one, _)| !unsure.contains(one)).collect();
    Ok(found)
}

/// What turns out to be true.
struct Settled<'a> {
    target: &'a Target,
    addresses: &'a HashMap<Address, String>,
    /// Those that may stand for something else.
    unsure: &'a HashSet<Address>,
    stars: &'a Stars<'a>,
    list: Vec<Reference>,
    /// Names of modules that others take from there, or that are used there, by way of a star.
    through_star: HashMap<Address, Certainty>,
    contested: BTreeSet<(PathBuf, usize)>,
}

impl Settled<'_> {
    /// How sure it is that what is had from an address is the target.
    fn certainty(&self, address: &Address) -> Certainty {
        if self.unsure.contains(address) { Certainty::Likely } else { Certainty::Proven }
    }

    fn used_by_star(&mut self, address: Address, certainty: Certainty) {
        let sure = self.through_star.entry(address).or_insert(certainty);
        *sure = certainty.max(*sure);
    }

    fn pending(&mut self, uses: &Uses) {
        for Pending { meaning, by_star, reference } in &uses.pending {
            let Meaning::Member(module, name) = meaning else { continue };
            let address = (module.clone(), name.clone());
            let Some(symbol) = self.addresses.get(&address) else { continue };
            let mut reference = reference.clone();
            reference.symbol.clone_from(symbol);
            reference.through.clone_from(module);
            reference.certainty = reference.certainty.min(self.certainty(&address));
            if *by_star {
                let star = uses.bindings.stars.iter().rposition(|star| star.module == *module);
                let brings = |at| self.stars.brings(&uses.bindings, at, name, self.addresses);
                let Some(sure) = star.and_then(brings) else { continue };
                reference.certainty = reference.certainty.min(sure);
                self.used_by_star((uses.module.clone(), name.clone()), reference.certainty);
            }
            // What imports through a module of the old app is given the new module itself.
            let by_attribute = matches!(
                reference.kind,
                ReferenceKind::ModuleAttribute | ReferenceKind::AttributeByName
            );
            let remains = match by_attribute {
                true => !self.target.is_models(module),
                false => !self.target.is_own(module),
            };
            if *by_star || remains {
                self.used_by_star(address, Certainty::Proven);
            }
            self.list.push(reference);
        }
    }

    fn paths(&mut self, uses: &Uses, paths: &Paths) {
        for one in &uses.paths {
            match paths.settle(&one.path, &one.reference) {
                Some(Path::Moves(mut reference)) => {
                    reference.within(one.end);
                    let address = (reference.through.clone(), reference.symbol.clone());
                    reference.certainty = reference.certainty.min(self.certainty(&address));
                    self.list.push(*reference);
                }
                Some(Path::Stays(address)) => self.used_by_star(address, Certainty::Proven),
                None => self.list.extend(one.otherwise.iter().cloned()),
            }
        }
    }

    /// Labels that stand for what a field or a constant makes of them.
    fn labels(&mut self, project: &Project, files: &BTreeMap<PathBuf, Uses>) -> Result<(), Error> {
        let taken: BTreeSet<&Address> = files.values().flat_map(|uses| &uses.taken).collect();
        let mut fields = Fields::new(project);
        for uses in files.values() {
            for (meaning, reference) in &uses.fields {
                if fields.is_relation(meaning)? {
                    let kind = match reference.address.is_empty() {
                        true => ReferenceKind::RelationShort,
                        false => ReferenceKind::RelationString,
                    };
                    let certainty = Certainty::Proven;
                    self.list.push(Reference { kind, certainty, ..reference.clone() });
                } else if !reference.address.is_empty() {
                    self.list.push(reference.clone());
                }
            }
            for (constant, reference) in &uses.constants {
                let is_taken = taken.contains(constant);
                if reference.kind == ReferenceKind::RelationShort && !is_taken {
                    continue;
                }
                let certainty = match reference.certainty {
                    Certainty::Likely if is_taken => Certainty::Proven,
                    certainty => certainty,
                };
                self.list.push(Reference { certainty, ..reference.clone() });
            }
        }
        Ok(())
    }

    /// The star imports that bring what is used, or what others take; a name that the module imports
    /// as well is `explicit`.
    fn stars(&mut self, uses: &Uses, explicit: &dyn Fn(&str) -> bool) {
        for (at, star) in uses.bindings.stars.iter().enumerate() {
            for (address, symbol) in self.addresses {
                let (module, name) = address;
                let here = (uses.module.clone(), name.clone());
                if *module == star.module
                    && !explicit(name)
                    && let Some(used) = self.through_star.get(&here)
                    && let Some(sure) = self.stars.brings(&uses.bindings, at, name, self.addresses)
                {
                    let mut statement = star.statement.clone();
                    statement.symbol.clone_from(symbol);
                    statement.through.clone_from(module);
                    statement.certainty = sure.min(*used).min(self.certainty(address));
                    if !self.stars.rivals(&uses.bindings, at, name, self.addresses).is_empty() {
                        self.contested.insert((statement.path.clone(), statement.range.start));
                    }
                    self.list.push(statement);
                }
            }
        }
    }
}

/// What a dotted path in a string is to a move.
enum Path {
    /// It says where the target is defined, and that changes.
    Moves(Box<Reference>),
    /// It finds the target where something has imported it, and has to go on finding it there.
    Stays(Address),
}

/// Follows dotted paths through modules and what they import.
struct Paths<'a> {
    project: &'a Project,
    target: &'a Target,
    addresses: &'a HashMap<Address, String>,
    exports: &'a HashMap<(&'a str, &'a str), &'a Meaning>,
}

impl Paths<'_> {
    /// The reference that `path` is, if its names lead to the target through modules. A name that
    /// a module only imports is not its address: `mock.patch` patches it where it is used.
    /// <https://docs.python.org/3/library/unittest.mock.html#where-to-patch>
    fn settle(&self, path: &str, reference: &Reference) -> Option<Path> {
        let mut module = String::new();
        let mut by_import = false;
        let mut at = 0;
        for part in path.split('.') {
            let name = (module.clone(), part.to_owned());
            let end = at + part.len();
            let dotted =
                if module.is_empty() { part.to_owned() } else { format!("{module}.{part}") };
            if self.project.file_of(&dotted).is_some() || self.is_directory(&dotted) {
                module = dotted;
            } else if let Some(symbol) = self.addresses.get(&name)
                && (by_import || self.target.is_models(&module))
            {
                let start = reference.address.start;
                let mut found = reference.clone();
                found.address = start..start + at.saturating_sub(1);
                found.symbol.clone_from(symbol);
                found.through = module;
                return (part == symbol).then(|| Path::Moves(Box::new(found)));
            } else if self.addresses.contains_key(&name) {
                return Some(Path::Stays(name));
            } else {
                match self.exports.get(&(module.as_str(), part)) {
                    Some(Meaning::Module(other)) => (module, by_import) = (other.clone(), true),
                    _ => return None,
                }
            }
            at = end + 1;
        }
        None
    }

    /// Whether a package without `__init__.py` leads on to modules of the project.
    fn is_directory(&self, dotted: &str) -> bool {
        let prefix = format!("{dotted}.");
        self.target.module.starts_with(&prefix)
            || self.project.apps.iter().any(|app| app.module.starts_with(&prefix))
    }
}
