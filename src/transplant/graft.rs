//! What moved statements need in their new module, name by name.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use tree_sitter::Node;

use super::cycles::ImportGraph;
use super::outline::{Outline, Use};
use super::{Graft, Job, Module, first_statement, model};
use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::imports::Needed;
use crate::names::{Bound, ImportItem, Meaning, is_builtin};
use crate::query;

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
        self.own_lines()?;
        self.free_names()?;
        for (range, name) in self.attributes {
            if !self.is_free(name, range.start) {
                return Err(self.something_else(name, range.start));
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

    /// What relation fields of the moving statements point to, by the first byte of the class.
    fn relations(&self) -> Result<BTreeMap<usize, Node<'_>>, Error> {
        let file = self.source.file;
        let mut found = BTreeMap::new();
        for one in query::RELATIONS.matches(file, file.root())? {
            if let Some(node) =
                one.node("to").filter(|node| matches!(node.kind(), "identifier" | "attribute"))
            {
                found.insert(node.start_byte(), node);
            }
        }
        Ok(found)
    }

    fn supply(
        &self,
        name: &str,
        uses: &[&Use],
        relations: &BTreeMap<usize, Node>,
        graph: &mut ImportGraph,
        graft: &mut Graft,
    ) -> Result<(), Error> {
        let names = self.source.names;
        let source = &self.source.file.source;
        let at = uses.first().map_or(0, |one| one.range.start);
        let bindings = names.at_module_level(name);
        let Some((_, bound)) = bindings.first() else {
            return if is_builtin(name) || names.star_modules().next().is_none() {
                Ok(())
            } else {
                Err(source
                    .error(at, format!("'{name}' comes from a star import or from nowhere"))
                    .help("import it by name and run again"))
            };
        };
        let meaning = names.meaning_of(self.project, name, *bound);
        let one_meaning = bindings
            .iter()
            .all(|(_, other)| names.meaning_of(self.project, name, *other) == meaning);
        if !one_meaning {
            return Err(source
                .error(at, format!("'{name}' is bound in more than one way in this module"))
                .help("what moves needs it: bind it once, or move the model by hand"));
        }
        if let Bound::Import(..) = bound
            && let Some(meaning) = meaning
        {
            return self.import(name, *bound, &meaning, uses, relations, graph, graft);
        }
        self.staying(name, uses, relations, graft)
    }

    /// A name that the source imports.
    #[expect(clippy::too_many_arguments, reason = "one step of supply, with all that it knows")]
    fn import(
        &self,
        name: &str,
        bound: Bound,
        meaning: &Meaning,
        uses: &[&Use],
        relations: &BTreeMap<usize, Node>,
        graph: &mut ImportGraph,
        graft: &mut Graft,
    ) -> Result<(), Error> {
        let wanted = match meaning {
            Meaning::Member(module, member) => {
                let home = (self.new_home)(module, member);
                Meaning::Member(home.unwrap_or_else(|| module.clone()), member.clone())
            }
            Meaning::Module(module) => Meaning::Module(module.clone()),
        };
        if let Meaning::Member(module, member) = &wanted
            && module == self.target_module
        {
            if member == name {
                return Ok(());
            }
            let is_free = |one: &&Use| self.is_free(member, one.range.start);
            if uses.iter().all(is_free) {
                let rename = |one: &&Use| Edit::replace(one.range.clone(), member.clone());
                graft.inner.extend(uses.iter().map(rename));
            } else if uses.iter().all(|one| self.function(one).is_some()) {
                self.import_in_functions(uses, &needed(module, member, name), graft);
            } else {
                let taken = uses.iter().find(|one| !is_free(one)).map_or(0, |one| one.range.start);
                return Err(self.something_else(member, taken));
            }
            return Ok(());
        }
        let goals =
            BTreeSet::from([self.target_module.to_owned(), self.source.names.module.clone()]);
        let start = match &wanted {
            Meaning::Module(module) | Meaning::Member(module, _) => module,
        };
        let in_functions = uses.iter().all(|one| self.function(one).is_some());
        let chain = match goals.contains(start) && is_models(self.target_module) {
            true => Some(vec![start.clone()]),
            false if is_models(self.target_module) => {
                graph.leads_back(self.target_module, start, &goals)?
            }
            false => None,
        };
        if let Some(chain) = chain {
            if self.lazy(uses, relations, graft) {
                return Ok(());
            }
            if in_functions && let Meaning::Member(module, member) = &wanted {
                self.import_in_functions(uses, &needed(module, member, name), graft);
                return Ok(());
            }
            return Err(self.cycle(name, uses, &chain));
        }
        let target = self.target;
        if let Some((at, other)) = target.names.at_module_level(name).first() {
            let there = target.names.meaning_of(self.project, name, *other);
            let there = there.map(|meaning| match meaning {
                Meaning::Member(module, member) => {
                    let home = (self.new_home)(&module, &member).unwrap_or(module);
                    Meaning::Member(home, member)
                }
                module @ Meaning::Module(_) => module,
            });
            if there.as_ref() == Some(&wanted) {
                self.dotted_import(bound, graft);
                return Ok(());
            }
            if let Some(import) = self.under_alias(&wanted, bound) {
                let alias = import.alias.clone().unwrap_or_default();
                let rename = |one: &&Use| Edit::replace(one.range.clone(), alias.clone());
                graft.inner.extend(uses.iter().map(rename));
                graft.imports.insert(import);
                return Ok(());
            }
            return Err(target
                .file
                .source
                .error(*at, format!("'{name}' is something else in {}", self.target_module))
                .help(format!("the moved code means {}: rename one of the two", show(&wanted))));
        }
        match &wanted {
            Meaning::Member(module, member) => {
                graft.imports.insert(needed(module, member, name));
            }
            Meaning::Module(_) => self.module_import(bound, graft),
        }
        Ok(())
    }

    /// The import of what the target has another thing by the name of, under a name that neither
    /// module has: `from emr import models as emr_models`.
    fn under_alias(&self, wanted: &Meaning, bound: Bound) -> Option<Needed> {
        let Bound::Import(import, item) = bound else { return None };
        let import = &self.source.names.imports[import];
        let dotted = import.from.is_none() && import.items[item].alias.is_none();
        let (module, name) = match wanted {
            Meaning::Module(dotted) => {
                let (package, last) = dotted.rsplit_once('.')?;
                (package, last)
            }
            Meaning::Member(module, name) => (module.as_str(), name.as_str()),
        };
        let package = module.strip_suffix(".models").unwrap_or(module);
        let package = package.rsplit('.').next().unwrap_or(package);
        let alias = match name.starts_with(char::is_uppercase) {
            true => {
                let (first, rest) = package.split_at_checked(1)?;
                format!("{}{rest}{name}", first.to_uppercase())
            }
            false => format!("{package}_{name}"),
        };
        let taken = [self.source.names, self.target.names]
            .iter()
            .any(|names| names.is_bound_anywhere(&alias));
        (!dotted && !taken).then(|| needed(module, name, &alias))
    }

    /// `import a.b` binds `a`: that the target has an `a` does not mean that it has `a.b`.
    fn dotted_import(&self, bound: Bound, graft: &mut Graft) {
        if let Bound::Import(import, item) = bound
            && self.source.names.imports[import].from.is_none()
            && self.source.names.imports[import].items[item].name.contains('.')
            && !self.has_plain_import(&self.source.names.imports[import].items[item])
        {
            self.module_import(bound, graft);
        }
    }

    /// Whether the target has the same `import a.b` at its top.
    fn has_plain_import(&self, item: &ImportItem) -> bool {
        let imports = self.target.names.imports.iter();
        let mut plain = imports.filter(|import| import.from.is_none() && import.top_level);
        plain.any(|import| {
            import.items.iter().any(|one| one.name == item.name && one.alias == item.alias)
        })
    }

    fn module_import(&self, bound: Bound, graft: &mut Graft) {
        if let Bound::Import(import, item) = bound {
            let import = &self.source.names.imports[import];
            let item = &import.items[item];
            graft.imports.insert(Needed {
                module: import.from.clone(),
                name: item.name.clone(),
                alias: item.alias.clone(),
            });
        }
    }

    /// A name that the source defines and keeps.
    fn staying(
        &self,
        name: &str,
        uses: &[&Use],
        relations: &BTreeMap<usize, Node>,
        graft: &mut Graft,
    ) -> Result<(), Error> {
        let file = self.source.file;
        let definition = self.outline.defining(name).next();
        let text = |at: usize| file.source.text(self.outline.statements[at].range.clone());
        let target = self.target;
        if let Some(definition) = definition {
            let outline = Outline::read(target.file, target.names);
            if outline.defining(name).any(|at| {
                target.file.source.text(outline.statements[at].range.clone()) == text(definition)
            }) {
                return Ok(());
            }
        }
        let bound_in_target = target.names.at_module_level(name).first();
        let copyable = |at: usize| COPYABLE.iter().any(|call| text(at).ends_with(call));
        if let Some(definition) = definition.filter(|at| copyable(*at) && bound_in_target.is_none())
        {
            graft.copied.insert(definition);
            for one in &self.outline.statements[definition].uses {
                if let Some((_, bound)) = self.source.names.at_module_level(&one.name).first()
                    && target.names.at_module_level(&one.name).is_empty()
                {
                    self.module_import(*bound, graft);
                }
            }
            return Ok(());
        }
        if self.lazy(uses, relations, graft) {
            return Ok(());
        }
        let module = &self.source.names.module;
        if uses.iter().all(|one| self.function(one).is_some()) {
            self.import_in_functions(uses, &needed(module, name, name), graft);
            return Ok(());
        }
        if let Some((at, _)) = bound_in_target {
            return Err(target
                .file
                .source
                .error(*at, format!("'{name}' is something else in {}", self.target_module))
                .help(format!("the moved code means {name} of {module}: rename one of the two")));
        }
        if !is_models(self.target_module) {
            graft.imports.insert(needed(module, name, name));
            return Ok(());
        }
        Err(self.cycle(name, uses, &[module.clone(), self.target_module.to_owned()]))
    }

    /// Turns class references in relations into lazy labels, if all `uses` are such.
    fn lazy(&self, uses: &[&Use], relations: &BTreeMap<usize, Node>, graft: &mut Graft) -> bool {
        let file = self.source.file;
        let mut edits = Vec::new();
        for one in uses {
            let Some(node) = relations.get(&one.range.start) else {
                return false;
            };
            let meaning = self.source.names.meaning(self.project, file, *node);
            let Some((Meaning::Member(module, class), _)) = meaning else {
                return false;
            };
            let path = self.project.file_of(&module);
            let Some(app) = path.and_then(|path| self.project.app_of(&path)) else {
                return false;
            };
            let quote = model::quote(file);
            let label = format!("{quote}{}.{class}{quote}", app.label);
            edits.push(Edit::replace(node.byte_range(), label));
        }
        graft.inner.extend(edits);
        true
    }

    /// The outermost function around a use that is looked up when it runs. A lambda has no room for
    /// an import.
    fn function(&self, one: &Use) -> Option<Node<'_>> {
        let root = self.source.file.root();
        let mut node = root.descendant_for_byte_range(one.range.start, one.range.end);
        let mut function = None;
        while let Some(at) = node.filter(|_| one.in_function) {
            let body =
                at.child_by_field_name("body").filter(|_| at.kind() == "function_definition");
            if body.is_some_and(|body| body.byte_range().contains(&one.range.start)) {
                function = Some(at);
            }
            node = at.parent();
        }
        function
    }

    /// Whether a name that is written where the old module says another one is looked up at module
    /// level.
    fn is_free(&self, name: &str, at: usize) -> bool {
        self.source.names.is_free(name, at, &|_| false)
    }

    fn something_else(&self, name: &str, at: usize) -> Error {
        let source = &self.source.file.source;
        source
            .error(at, format!("what moves would say '{name}' here, and that is something else"))
            .help("give the other thing another name, and run again")
    }

    /// Imports a name at the start of each function that uses it.
    fn import_in_functions(&self, uses: &[&Use], import: &Needed, graft: &mut Graft) {
        let file = self.source.file;
        let mut done = HashSet::new();
        for one in uses {
            let body = self.function(one).and_then(|function| function.child_by_field_name("body"));
            let Some(first) = body.and_then(first_statement) else {
                continue;
            };
            if !done.insert(first.start_byte()) {
                continue;
            }
            let source = &file.source;
            let indent_range = source.line_start(first.start_byte())..first.start_byte();
            let indent = source.text(indent_range);
            let alias =
                import.alias.as_ref().map(|alias| format!(" as {alias}")).unwrap_or_default();
            let module = import.module.as_deref().unwrap_or_default();
            let line = format!("from {module} import {}{alias}", import.name);
            let text = match indent.trim().is_empty() {
                true => format!("{line}{}{}{indent}", source.newline(), source.newline()),
                false => format!("{line}; "),
            };
            graft.inner.push(Edit::insert(first.start_byte(), text));
        }
    }

    /// Annotations that are not evaluated in the old module must not be in the new one.
    /// <https://peps.python.org/pep-0563/>
    fn future_annotations(&self, graft: &mut Graft) {
        let has = |module: Module| {
            let mut cursor = module.file.root().walk();
            module.file.root().named_children(&mut cursor).any(|node| {
                node.kind() == "future_import_statement"
                    && module.file.text(node).contains("annotations")
            })
        };
        let annotated = self.moving.iter().any(|at| {
            let range = &self.outline.statements[*at].range;
            let root = self.source.file.root();
            let node = root.descendant_for_byte_range(range.start, range.end);
            node.is_some_and(|node| contains_kind(node, "type"))
        });
        if annotated && has(self.source) && !has(self.target) {
            graft.imports.insert(needed("__future__", "annotations", "annotations"));
        }
    }

    /// Relative imports inside what moves count their dots from the new place.
    fn relative_imports(&self, graft: &mut Graft) {
        for import in &self.source.names.imports {
            let inside = self.moving.iter().any(|at| {
                let range = &self.outline.statements[*at].range;
                range.start <= import.range.start && import.range.end <= range.end
            });
            let written = self.source.file.source.text(import.from_range.clone());
            let moves = |item: &ImportItem| {
                let from = import.from.as_deref().unwrap_or_default();
                (self.new_home)(from, &item.name).is_some()
            };
            if inside
                && written.starts_with('.')
                && !import.items.iter().any(moves)
                && let Some(module) = &import.from
            {
                graft.inner.push(Edit::replace(import.from_range.clone(), module.clone()));
            }
        }
    }

    fn cycle(&self, name: &str, uses: &[&Use], chain: &[String]) -> Error {
        let at = uses.iter().find(|one| !one.in_function).or(uses.first());
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
            .help(format!(
                "what moves needs '{name}' when the module is imported: put it into a module \
                 that imports neither, and run again"
            ))
    }
}

fn is_models(module: &str) -> bool {
    module.rsplit('.').next() != Some("admin")
}

fn needed(module: &str, member: &str, local: &str) -> Needed {
    Needed {
        module: Some(module.to_owned()),
        name: member.to_owned(),
        alias: (member != local).then(|| local.to_owned()),
    }
}

fn contains_kind(node: Node, kind: &str) -> bool {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.kind() == kind {
            return true;
        }
        let mut cursor = node.walk();
        open.extend(node.named_children(&mut cursor));
    }
    false
}

fn show(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Module(module) => format!("the module {module}"),
        Meaning::Member(module, name) => format!("{name} of {module}"),
    }
}
