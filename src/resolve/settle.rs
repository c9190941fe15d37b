//! From what each file says to what is true: re-exports are followed, constants and fields are
//! looked up, and each reference is kept or let go.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use super::fields::Fields;
use super::{Address, Pending, References, Target, Uses, spared};
use crate::diagnostic::Error;
use crate::names::Meaning;
use crate::project::Project;
use crate::reference::{Certainty, Reference, ReferenceKind};

/// Every (module, name) under which a symbol of the target can be had.
pub(super) fn follow_exports(
    target: &Target,
    files: &BTreeMap<PathBuf, Uses>,
) -> HashMap<Address, String> {
    let mut names: HashMap<Address, String> = target
        .symbols
        .iter()
        .map(|symbol| ((target.module.clone(), symbol.clone()), symbol.clone()))
        .collect();
    loop {
        let mut found: Vec<(Address, String)> = Vec::new();
        for uses in files.values() {
            for (local, meaning) in &uses.exports {
                if let Meaning::Member(module, name) = meaning
                    && let Some(symbol) = names.get(&(module.clone(), name.clone()))
                {
                    found.push(((uses.module.clone(), local.clone()), symbol.clone()));
                }
            }
            for (star, _) in &uses.stars {
                for ((module, name), symbol) in &names {
                    if module == star && !name.starts_with('_') && !uses.own.contains(name) {
                        found.push(((uses.module.clone(), name.clone()), symbol.clone()));
                    }
                }
            }
        }
        let before = names.len();
        names.extend(found);
        if names.len() == before {
            return names;
        }
    }
}

/// Names other than its own under which the target can be had: files that know nothing but these
/// have to be read as well.
pub(super) fn other_names(
    target: &Target,
    addresses: &HashMap<Address, String>,
) -> BTreeSet<String> {
    let names = addresses.keys().map(|(_, name)| name);
    names.filter(|name| !target.symbols.contains(*name)).cloned().collect()
}

/// What a file must say to take a constant that names the model: its name, or that of its class.
pub(super) fn constants(files: &BTreeMap<PathBuf, Uses>) -> BTreeSet<String> {
    let constants = files.values().flat_map(|uses| &uses.constants);
    constants
        .map(|((_, name), _)| name.split_once('.').map_or(name.as_str(), |(class, _)| class))
        .map(str::to_owned)
        .collect()
}

/// Keeps what is true, and decides what is proven.
///
/// # Errors
/// A file that says what a field is cannot be read.
pub(super) fn settle(
    project: &Project,
    target: &Target,
    addresses: HashMap<Address, String>,
    files: &BTreeMap<PathBuf, Uses>,
) -> Result<References, Error> {
    let mut found = References { addresses, ..References::default() };
    let taken: BTreeSet<Address> =
        files.values().flat_map(|uses| uses.taken.iter().cloned()).collect();
    let exports: HashMap<(&str, &str), &Meaning> = files
        .values()
        .flat_map(|uses| uses.exports.iter().map(move |(local, meaning)| (uses, local, meaning)))
        .map(|(uses, local, meaning)| ((uses.module.as_str(), local.as_str()), meaning))
        .collect();
    let paths = Paths { project, target, addresses: &found.addresses, exports: &exports };
    let mut list: Vec<Reference> = Vec::new();
    let mut fields = Fields::new(project);
    // Names of modules that others take from there, or that are used there, by way of a star.
    let mut through_star: HashSet<Address> = HashSet::new();
    for uses in files.values() {
        list.extend(uses.settled.iter().cloned());
        for Pending { meaning, by_star, reference } in &uses.pending {
            let Meaning::Member(module, name) = meaning else { continue };
            let address = (module.clone(), name.clone());
            if let Some(symbol) = found.addresses.get(&address) {
                let mut reference = reference.clone();
                reference.symbol.clone_from(symbol);
                reference.through.clone_from(module);
                if *by_star {
                    through_star.insert((uses.module.clone(), name.clone()));
                }
                // What imports through a module of the old app is given the new module itself.
                let by_attribute = matches!(
                    reference.kind,
                    ReferenceKind::ModuleAttribute | ReferenceKind::AttributeByName
                );
                let stays = match by_attribute {
                    true => !target.is_models(module),
                    false => !target.is_own(module),
                };
                if *by_star || stays {
                    through_star.insert(address);
                }
                list.push(reference);
            }
        }
        for one in &uses.paths {
            match paths.settle(&one.path, &one.reference) {
                Some(Path::Moves(mut reference)) => {
                    reference.within(one.end);
                    list.push(*reference);
                }
                Some(Path::Stays(address)) => {
                    through_star.insert(address);
                }
                None => list.extend(one.otherwise.iter().cloned()),
            }
        }
        for (meaning, reference) in &uses.fields {
            if fields.is_relation(meaning)? {
                let kind = match reference.address.is_empty() {
                    true => ReferenceKind::RelationShort,
                    false => ReferenceKind::RelationString,
                };
                list.push(Reference { kind, certainty: Certainty::Proven, ..reference.clone() });
            } else if !reference.address.is_empty() {
                list.push(reference.clone());
            }
        }
        for (constant, reference) in &uses.constants {
            if reference.kind == ReferenceKind::RelationShort && !taken.contains(constant) {
                continue;
            }
            let certainty = match reference.certainty {
                Certainty::Likely if taken.contains(constant) => Certainty::Proven,
                certainty => certainty,
            };
            list.push(Reference { certainty, ..reference.clone() });
        }
    }
    for uses in files.values() {
        for (star, statement) in &uses.stars {
            for ((module, name), symbol) in &found.addresses {
                let here = (uses.module.clone(), name.clone());
                let explicit = exports.contains_key(&(uses.module.as_str(), name.as_str()));
                if module == star && !explicit && through_star.contains(&here) {
                    let (symbol, through) = (symbol.clone(), module.clone());
                    list.push(Reference { symbol, through, ..statement.clone() });
                }
            }
        }
    }
    list.sort_by(|a, b| {
        (&a.path, a.range.start, a.range.end, &a.symbol)
            .cmp(&(&b.path, b.range.start, b.range.end, &b.symbol))
            .then(b.certainty.cmp(&a.certainty))
    });
    list.dedup_by(|a, b| {
        a.path == b.path && a.range == b.range && a.kind == b.kind && a.symbol == b.symbol
    });
    for (path, uses) in files {
        found.warnings.extend(uses.warnings.iter().cloned());
        found.warnings.extend(spared::spare(&uses.ignores, path, &mut list));
    }
    found.list = list;
    Ok(found)
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
