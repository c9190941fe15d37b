//! What belongs to a class: the definitions that nothing else in its module uses, and what the
//! module says of it alone (signal receivers, registrations).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::outline::{Outline, Statement};
use crate::diagnostic::{Error, nearest};
use crate::query;
use crate::source::{PythonFile, string_value};

/// Why a statement moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is what the move is about: a model, or a registration of it.
    Itself,
    /// `--with` names it.
    Asked,
    /// Nothing else uses it than these names, which move.
    UsedBy(BTreeSet<String>),
    /// It is there for the sake of this name, which moves.
    RegisteredOn(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Itself => Ok(()),
            Self::Asked => write!(f, "asked for"),
            Self::UsedBy(names) => {
                let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
                match names.pop() {
                    None => write!(f, "nothing else uses it"),
                    Some(last) if names.is_empty() => write!(f, "only {last} uses it"),
                    Some(last) => write!(f, "only {} and {last} use it", names.join(", ")),
                }
            }
            Self::RegisteredOn(name) => write!(f, "registered on {name}"),
        }
    }
}

/// Something that moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its name, or its first line.
    pub name: String,
    /// Why it moves.
    pub why: Why,
}

/// What moves of a module, for the summary.
pub fn moved(file: &PythonFile, outline: &Outline, belonging: &BTreeMap<usize, Why>) -> Vec<Moved> {
    let one = |(at, why): (&usize, &Why)| {
        let statement = &outline.statements[*at];
        let line = || file.source.excerpt(statement.range.start);
        Moved { name: statement.defines.clone().unwrap_or_else(line), why: why.clone() }
    };
    belonging.iter().map(one).collect()
}

/// What the user wants to go along, or to stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// `--with NAME`
    pub with: BTreeSet<String>,
    /// `--without NAME`
    pub without: BTreeSet<String>,
}

impl Wishes {
    /// Refuses what cannot be wished for: a name that neither of the modules (`outlines`) defines,
    /// one that is asked for both ways, or the class of a model, which `is_model` tells.
    ///
    /// # Errors
    /// The refusal; the nearest names help.
    pub fn check(
        &self,
        outlines: &[&Outline],
        is_model: &dyn Fn(&str) -> bool,
    ) -> Result<(), Error> {
        if let Some(both) = self.with.intersection(&self.without).next() {
            return Err(Error::new(format!("'{both}' cannot go along and stay"))
                .help("name it behind --with or behind --without, not both"));
        }
        for name in self.with.iter().chain(&self.without) {
            if !outlines.iter().any(|outline| outline.defining(name).next().is_some()) {
                let names = outlines.iter().flat_map(|outline| &outline.statements);
                let names = names.filter_map(|one| one.defines.as_deref());
                let near = nearest(name, names);
                let error = Error::new(format!("the module of the model defines no '{name}'"));
                return Err(match near.is_empty() {
                    true => error.help("--with and --without take names of its top level"),
                    false => error.help(format!("did you mean {}?", near.join(" or "))),
                });
            }
            if is_model(name) {
                return Err(Error::new(format!("'{name}' is a model"))
                    .help("a model is named by its label, beside the other, or stays"));
            }
        }
        Ok(())
    }
}

/// What belongs to `seeds`: they, what `wishes` adds, and to a fixed point every definition that
/// nothing else in the module uses, and every receiver or registration that is there for what moves
/// alone. A statement that `stays`, or that the user wants to stay, is never taken. `labels` are
/// those that name a model which moves.
///
/// # Errors
/// A pattern that does not compile.
pub fn belonging(
    file: &PythonFile,
    outline: &Outline,
    seeds: &BTreeSet<usize>,
    wishes: &Wishes,
    labels: &BTreeSet<String>,
    stays: &dyn Fn(&Statement) -> bool,
) -> Result<BTreeMap<usize, Why>, Error> {
    let mut taken: BTreeMap<usize, Why> = seeds.iter().map(|at| (*at, Why::Itself)).collect();
    for name in &wishes.with {
        for at in outline.defining(name) {
            taken.entry(at).or_insert(Why::Asked);
        }
    }
    let senders = senders(file, outline)?;
    let closure = Closure { file, outline, senders, labels };
    let stays = |one: &Statement| {
        stays(one) || one.defines.as_ref().is_some_and(|name| wishes.without.contains(name))
    };
    loop {
        let statements = outline.statements.iter().enumerate();
        let free = statements.filter(|(at, one)| !taken.contains_key(at) && !stays(one));
        let more: Vec<(usize, Why)> =
            free.filter_map(|(at, _)| Some((at, closure.why(at, &taken)?))).collect();
        if more.is_empty() {
            return Ok(taken);
        }
        taken.extend(more);
    }
}

struct Closure<'a> {
    file: &'a PythonFile,
    outline: &'a Outline,
    /// Of receivers, who sends them their signals: names, and labels.
    senders: BTreeMap<usize, Vec<Sender>>,
    labels: &'a BTreeSet<String>,
}

enum Sender {
    /// The first byte of a name.
    Name(usize),
    Label(String),
    /// Anything else.
    Other,
}

impl Closure<'_> {
    /// Why a statement belongs to what is taken, if it does.
    fn why(&self, at: usize, taken: &BTreeMap<usize, Why>) -> Option<Why> {
        let one = &self.outline.statements[at];
        match &one.defines {
            Some(name) => self.used(name, at, taken).or_else(|| self.receives(at, name, taken)),
            None if one.is_expression => self.registers(at, taken),
            None => None,
        }
    }

    /// A definition that is used by what is taken, and by nothing else.
    fn used(&self, name: &str, at: usize, taken: &BTreeMap<usize, Why>) -> Option<Why> {
        let is_used = |one: &Statement| one.uses.iter().any(|one| !one.quoted && one.name == name);
        let users: Vec<&Statement> = taken
            .keys()
            .map(|at| &self.outline.statements[*at])
            .filter(|one| is_used(one))
            .collect();
        let once = self.outline.is_bound_once(name);
        let names = users.iter().filter_map(|one| one.defines.clone()).collect();
        (!users.is_empty() && once && self.is_alone(name, at, taken)).then_some(Why::UsedBy(names))
    }

    /// Whether nothing that stays uses a name, but for the statement itself.
    fn is_alone(&self, name: &str, at: usize, taken: &BTreeMap<usize, Why>) -> bool {
        let mut others = self.outline.statements.iter().enumerate();
        others.all(|(other, one)| {
            other == at
                || taken.contains_key(&other)
                || one.uses.iter().all(|one| one.quoted || one.name != name)
        })
    }

    /// `@receiver(post_save, sender=Encounter)` over a function that nothing else uses.
    fn receives(&self, at: usize, name: &str, taken: &BTreeMap<usize, Why>) -> Option<Why> {
        let senders = self.senders.get(&at)?;
        let of_taken = |sender: &Sender| match sender {
            Sender::Label(label) => {
                let (_, model) = label.split_once('.')?;
                self.labels.contains(&label.to_lowercase()).then(|| model.to_owned())
            }
            Sender::Name(start) => {
                let uses = &self.outline.statements[at].uses;
                let one = uses.iter().find(|one| one.range.start == *start)?;
                self.is_taken(&one.name, taken).then(|| one.name.clone())
            }
            Sender::Other => None,
        };
        let of: Option<Vec<String>> = senders.iter().map(of_taken).collect();
        let first = of?.into_iter().next()?;
        let once = self.outline.is_bound_once(name);
        (once && self.is_alone(name, at, taken)).then_some(Why::RegisteredOn(first))
    }

    fn is_taken(&self, name: &str, taken: &BTreeMap<usize, Why>) -> bool {
        let mut defining = self.outline.defining(name).peekable();
        defining.peek().is_some() && defining.all(|at| taken.contains_key(&at))
    }

    /// `post_save.connect(on_save, sender=Encounter)`, `auditlog.register(Encounter)`: a statement
    /// that has nothing of its module but what is taken, and what nobody else uses.
    fn registers(&self, at: usize, taken: &BTreeMap<usize, Why>) -> Option<Why> {
        let uses = self.outline.statements[at].uses.iter();
        let own = uses.filter(|one| self.outline.defining(&one.name).next().is_some());
        let (of_taken, others): (Vec<_>, Vec<_>) =
            own.partition(|one| self.is_taken(&one.name, taken));
        let first = of_taken.first()?.name.clone();
        let alone = others.iter().all(|one| self.is_alone(&one.name, at, taken));
        (alone && self.binds_nothing(at)).then_some(Why::RegisteredOn(first))
    }

    /// Whether a statement is a call, or sets an attribute.
    fn binds_nothing(&self, at: usize) -> bool {
        let range = &self.outline.statements[at].range;
        let node = self.file.root().descendant_for_byte_range(range.start, range.end);
        let inner = node.map(|node| {
            node.named_child(0).filter(|_| node.kind() == "expression_statement").unwrap_or(node)
        });
        inner.is_some_and(|inner| match inner.kind() {
            "call" => true,
            "assignment" => {
                inner.child_by_field_name("left").is_some_and(|left| left.kind() == "attribute")
            }
            _ => false,
        })
    }
}

/// The senders of the receivers of a module: one for each decorator, by statement.
fn senders(file: &PythonFile, outline: &Outline) -> Result<BTreeMap<usize, Vec<Sender>>, Error> {
    let mut decorators: BTreeMap<usize, Sender> = BTreeMap::new();
    for one in query::SIGNALS.matches(file, file.root())? {
        let Some(decorator) = one.node("receiver").map(|node| node.start_byte()) else { continue };
        match one.node("sender") {
            None => {
                decorators.entry(decorator).or_insert(Sender::Other);
            }
            Some(sender) => {
                let label = string_value(file, sender).map(|(label, _)| label.to_owned());
                let sender = match (sender.kind(), label) {
                    ("identifier", _) => Sender::Name(sender.start_byte()),
                    (_, Some(label)) => Sender::Label(label),
                    _ => Sender::Other,
                };
                decorators.insert(decorator, sender);
            }
        }
    }
    let mut found: BTreeMap<usize, Vec<Sender>> = BTreeMap::new();
    for (decorator, sender) in decorators {
        let mut statements = outline.statements.iter();
        if let Some(at) = statements.position(|one| one.range.contains(&decorator)) {
            found.entry(at).or_default().push(sender);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Names;
    use crate::project::Project;
    use crate::source::parse_text;

    #[test]
    fn what_only_the_class_uses_belongs_to_it() {
        let text = "\
from django.db import models

LIMIT = 3
SHARED = 4

# about the manager
class EncounterManager(models.Manager):
    limit = LIMIT

class Encounter(models.Model):
    objects = EncounterManager()
    size = SHARED

class Other(models.Model):
    size = SHARED
";
        let project = Project { files: vec!["m.py".into()], ..Project::default() };
        let file = parse_text("m.py".as_ref(), text).unwrap();
        let names = Names::read(&project, &file).unwrap();
        let outline = Outline::read(&file, &names);
        let seeds: BTreeSet<usize> = outline.defining("Encounter").collect();
        let (wishes, labels) = (Wishes::default(), BTreeSet::new());
        let taken = belonging(&file, &outline, &seeds, &wishes, &labels, &|_| false).unwrap();
        let taken: Vec<&str> =
            taken.keys().filter_map(|at| outline.statements[*at].defines.as_deref()).collect();
        assert_eq!(taken, ["LIMIT", "EncounterManager", "Encounter"]);
        let manager = &outline.statements[3];
        assert!(file.source.text(manager.lines.clone()).starts_with("# about the manager\nclass"));
    }
}
