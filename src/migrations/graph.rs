//! The graph of the migrations: which come after which, the leaf of each app, and the proof that
//! new ones make no circle. Follows `django/db/migrations/{graph,loader}.py`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Error;
use crate::migrations::read::{Key, Migration};

/// What each migration depends on. Squashed migrations stand for what they replace.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    parents: BTreeMap<Key, BTreeSet<Key>>,
}

impl Graph {
    /// The graph of `migrations`, as the loader builds it where none of them has been applied.
    pub fn of(migrations: &BTreeMap<Key, Migration>) -> Self {
        let mut graph = Self::default();
        for key in migrations.keys() {
            graph.parents.insert(key.clone(), BTreeSet::new());
        }
        // Those of the same app first: they decide which migration is the first of its app.
        for (key, migration) in migrations {
            for parent in migration.dependencies.iter().filter(|parent| parent.0 == key.0) {
                if parent.1 != "__first__" && parent != key {
                    graph.add(key, parent.clone());
                }
            }
        }
        let within = graph.clone();
        for (key, migration) in migrations {
            for parent in migration.dependencies.iter().filter(|parent| parent.0 != key.0) {
                if let Some(parent) = within.settled(parent, &key.0) {
                    graph.add(key, parent);
                }
            }
            for child in &migration.run_before {
                if let Some(child) = within.settled(child, &key.0) {
                    graph.add(&child, key.clone());
                }
            }
        }
        for (key, migration) in migrations {
            if !migration.replaces.is_empty() && graph.parents.contains_key(key) {
                graph.replace(key, &migration.replaces);
            }
        }
        graph
    }

    fn add(&mut self, child: &Key, parent: Key) {
        self.parents.entry(child.clone()).or_default().insert(parent);
    }

    /// The migration that `__first__` or `__latest__` of an app means. `None` for one of the same
    /// app, and for an app that is not read.
    fn settled(&self, key: &Key, from: &str) -> Option<Key> {
        match key.1.as_str() {
            "__first__" | "__latest__" if key.0 == from => None,
            "__first__" => self.of_app(&key.0).find(|one| self.is_root(one)).cloned(),
            "__latest__" => self.leaves_of(&key.0).first().cloned(),
            _ => Some(key.clone()),
        }
    }

    fn of_app<'a>(&'a self, app: &'a str) -> impl Iterator<Item = &'a Key> {
        self.parents.keys().filter(move |key| key.0 == app)
    }

    fn is_root(&self, key: &Key) -> bool {
        self.parents.get(key).is_some_and(|parents| parents.iter().all(|one| one.0 != key.0))
    }

    /// Puts a squashed migration in the place of what it replaces.
    /// `MigrationGraph.remove_replaced_nodes`.
    fn replace(&mut self, key: &Key, replaced: &[Key]) {
        let is_replaced = |one: &Key| one != key && replaced.contains(one);
        let mut inherited = BTreeSet::new();
        for one in replaced.iter().filter(|one| *one != key) {
            inherited.append(&mut self.parents.remove(one).unwrap_or_default());
        }
        for (child, parents) in &mut self.parents {
            let before = parents.len();
            parents.retain(|parent| !is_replaced(parent));
            if parents.len() != before && child != key {
                parents.insert(key.clone());
            }
        }
        inherited.retain(|parent| !is_replaced(parent) && parent != key);
        self.parents.entry(key.clone()).or_default().append(&mut inherited);
    }

    /// The migrations of an app that none of the same app depends on.
    fn leaves_of(&self, app: &str) -> Vec<Key> {
        let own: Vec<&Key> = self.of_app(app).collect();
        let is_parent =
            |key: &Key| own.iter().any(|child| self.parents[*child].contains(key) && *child != key);
        own.iter().filter(|key| !is_parent(key)).map(|key| (*key).clone()).collect()
    }

    /// The leaf of each app.
    ///
    /// # Errors
    /// An app with two.
    pub fn leaves(&self) -> Result<BTreeMap<String, Key>, Error> {
        let apps: BTreeSet<&String> = self.parents.keys().map(|(app, _)| app).collect();
        let mut leaves = BTreeMap::new();
        for app in apps {
            match self.leaves_of(app).as_slice() {
                [] => {}
                [leaf] => {
                    leaves.insert(app.clone(), leaf.clone());
                }
                [first, second, ..] => {
                    return Err(Error::new(format!(
                        "the migrations of '{app}' have two leaves: {} and {}",
                        first.1, second.1
                    ))
                    .help("merge them first: manage.py makemigrations --merge"));
                }
            }
        }
        Ok(leaves)
    }

    /// The migrations in the order in which Django replays them: each after what it depends on.
    /// `MigrationGraph._generate_plan`.
    ///
    /// # Errors
    /// A circle.
    pub fn order(&self) -> Result<Vec<Key>, Error> {
        self.prove_acyclic()?;
        let apps: BTreeSet<&String> = self.parents.keys().map(|(app, _)| app).collect();
        let mut order = Vec::new();
        let mut done: BTreeSet<&Key> = BTreeSet::new();
        for leaf in apps.into_iter().flat_map(|app| self.leaves_of(app)) {
            let Some((leaf, _)) = self.parents.get_key_value(&leaf) else { continue };
            let mut open = vec![(leaf, false)];
            while let Some((key, is_ready)) = open.pop() {
                if done.contains(key) {
                    continue;
                }
                if is_ready {
                    done.insert(key);
                    order.push(key.clone());
                    continue;
                }
                open.push((key, true));
                let parents = self.parents.get(key).into_iter().flatten();
                let known = parents.filter_map(|one| self.parents.get_key_value(one));
                open.extend(known.map(|(parent, _)| (parent, false)));
            }
        }
        Ok(order)
    }

    /// The graph with more migrations in it.
    ///
    /// # Errors
    /// One of that name is there already.
    pub fn with<'a>(&self, new: impl Iterator<Item = (&'a Key, &'a [Key])>) -> Result<Self, Error> {
        let mut graph = self.clone();
        for (key, dependencies) in new {
            let parents: BTreeSet<Key> = dependencies.iter().cloned().collect();
            if graph.parents.insert(key.clone(), parents).is_some() {
                return Err(Error::new(format!("there is a migration {} already", dotted(key)))
                    .help("choose another name with --migration-name"));
            }
        }
        Ok(graph)
    }

    /// Proves that no migration depends on itself, however many lie in between.
    ///
    /// # Errors
    /// The circle, named.
    pub fn prove_acyclic(&self) -> Result<(), Error> {
        // Kahn: what depends on nothing that is left is taken away, until nothing is left.
        let known = |key: &&Key| self.parents.contains_key(*key);
        let mut waits: BTreeMap<&Key, usize> = BTreeMap::new();
        let mut children: BTreeMap<&Key, Vec<&Key>> = BTreeMap::new();
        for (key, parents) in &self.parents {
            waits.insert(key, parents.iter().filter(known).count());
            for parent in parents.iter().filter(known) {
                children.entry(parent).or_default().push(key);
            }
        }
        let mut free: Vec<&Key> = Vec::new();
        free.extend(waits.iter().filter(|(_, count)| **count == 0).map(|(key, _)| *key));
        while let Some(key) = free.pop() {
            waits.remove(key);
            for child in children.get(key).into_iter().flatten() {
                if let Some(count) = waits.get_mut(child) {
                    *count -= 1;
                    if *count == 0 {
                        free.push(child);
                    }
                }
            }
        }
        let Some((first, _)) = waits.first_key_value() else { return Ok(()) };
        // Each of those that are left waits for another one of them: following that leads round.
        let mut way = vec![*first];
        loop {
            let last = way[way.len() - 1];
            let next = self.parents[last].iter().find(|parent| waits.contains_key(parent));
            let Some(next) = next else { return Ok(()) };
            if let Some(at) = way.iter().position(|key| *key == next) {
                let mut circle: Vec<String> = way[at..].iter().map(|key| dotted(key)).collect();
                circle.push(dotted(next));
                return Err(Error::new(format!(
                    "migrations depend on each other in a circle: {}",
                    circle.join(" -> ")
                )));
            }
            way.push(next);
        }
    }
}

fn dotted((app, name): &Key) -> String {
    format!("{app}.{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        let (app, name) = name.split_once('.').unwrap();
        (app.to_owned(), name.to_owned())
    }

    fn graph(edges: &[(&str, &[&str])]) -> Graph {
        let keys = |names: &[&str]| names.iter().map(|name| key(name)).collect::<BTreeSet<_>>();
        Graph { parents: edges.iter().map(|(child, on)| (key(child), keys(on))).collect() }
    }

    #[test]
    fn what_comes_first_is_replayed_first() {
        let graph = graph(&[
            ("emr.0001", &["core.0001", "auth.0001"]),
            ("emr.0002", &["emr.0001"]),
            ("core.0001", &[]),
            ("core.0002", &["core.0001", "emr.0002"]),
        ]);
        let order: Vec<String> = graph.order().unwrap().iter().map(dotted).collect();
        assert_eq!(order, ["core.0001", "emr.0001", "emr.0002", "core.0002"]);
        assert_eq!(graph.leaves().unwrap()["core"], key("core.0002"));
    }

    #[test]
    fn the_first_and_the_latest_of_an_app_are_what_stands_there() {
        let migration = |name: &str, dependencies: &[&str]| {
            let migration = Migration {
                key: key(name),
                path: name.into(),
                dependencies: dependencies.iter().map(|name| key(name)).collect(),
                run_before: Vec::new(),
                replaces: Vec::new(),
                operations: Vec::new(),
                unread: Vec::new(),
            };
            (key(name), migration)
        };
        let graph = Graph::of(&BTreeMap::from([
            migration("core.0001", &[]),
            migration("core.0002", &["core.0001"]),
            migration("emr.0001", &["core.__latest__", "emr.__first__"]),
            migration("lab.0001", &["core.__first__", "away.0001", "away.__first__"]),
        ]));
        let parents = |name: &str| graph.parents[&key(name)].iter().map(dotted).collect::<Vec<_>>();
        assert_eq!(parents("emr.0001"), ["core.0002"]);
        // Of an app that is not read there is no first.
        assert_eq!(parents("lab.0001"), ["away.0001", "core.0001"]);
        assert_eq!(parents("core.0001"), [""; 0]);
    }

    #[test]
    fn a_circle_is_named() {
        let graph = graph(&[("a.1", &[]), ("a.2", &["a.1", "b.1"]), ("b.1", &["c.1"])]);
        let new = [(key("c.1"), vec![key("a.2")])];
        let with = graph.with(new.iter().map(|(key, on)| (key, on.as_slice()))).unwrap();
        let error = with.prove_acyclic().unwrap_err();
        assert!(error.message.ends_with("a.2 -> b.1 -> c.1 -> a.2"), "{error}");
        graph.prove_acyclic().unwrap();
    }

    #[test]
    fn a_squashed_migration_takes_the_place_of_others() {
        let mut graph = graph(&[
            ("a.1", &["x.1"]),
            ("a.2", &["a.1"]),
            ("a.1_squashed_2", &[]),
            ("a.3", &["a.2"]),
            ("b.1", &["a.1"]),
        ]);
        graph.replace(&key("a.1_squashed_2"), &[key("a.1"), key("a.2")]);
        assert_eq!(graph.parents[&key("a.3")], BTreeSet::from([key("a.1_squashed_2")]));
        assert_eq!(graph.parents[&key("b.1")], BTreeSet::from([key("a.1_squashed_2")]));
        assert_eq!(graph.parents[&key("a.1_squashed_2")], BTreeSet::from([key("x.1")]));
    }
}
