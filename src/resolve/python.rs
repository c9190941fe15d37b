//! References in Python code: names by scope and import, labels by the call they stand in.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use tree_sitter::Node;

use super::{Finder, Uses, pattern};
use crate::diagnostic::Error;
use crate::names::{Bound, ImportItem, Meaning, Names};
use crate::project::{Project, is_migration};
use crate::query;
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::source::{PythonFile, string_value};

/// Reads one Python file.
///
/// # Errors
/// A pattern that does not compile.
pub(super) fn uses(finder: &Finder, project: &Project, file: &PythonFile) -> Result<Uses, Error> {
    let names = Names::read(project, file)?;
    let mut uses = Uses { module: names.module.clone(), ..Uses::default() };
    if is_migration(file.path()) && project.app_of(file.path()).is_some() {
        history(finder, file, &mut uses);
        return Ok(uses);
    }
    exports(project, &names, &mut uses);
    let contexts = Contexts::read(file)?;
    let reader = Reader { finder, project, file, names: &names, contexts: &contexts };
    reader.imports(&mut uses);
    reader.names(&mut uses)?;
    reader.strings(&mut uses);
    reader.pairs(&mut uses);
    reader.computed(&mut uses);
    Ok(uses)
}

/// Migrations run with historical models: what they say of the model is listed and left alone.
fn history(finder: &Finder, file: &PythonFile, uses: &mut Uses) {
    for found in finder.label.find_iter(&file.source.bytes) {
        let node = file.root().descendant_for_byte_range(found.start(), found.end());
        if node.is_some_and(|node| node.kind() == "string_content") {
            let kind = ReferenceKind::Migration;
            let (range, certainty) = (found.range(), Certainty::Proven);
            let symbol = finder.target.model.name.clone();
            let address = range.start..range.start;
            uses.settled.push(reference(file, range, address, kind, certainty, symbol));
        }
    }
}

fn exports(project: &Project, names: &Names, uses: &mut Uses) {
    for local in names.module_names() {
        for (_, bound) in names.at_module_level(local) {
            if let Bound::Import(..) = bound
                && let Some(meaning) = names.meaning_of(project, local, *bound)
            {
                uses.exports.push((local.to_owned(), meaning));
            }
        }
    }
    uses.exports.sort();
    uses.stars = names.star_modules().map(str::to_owned).collect();
}

fn reference(
    file: &PythonFile,
    range: Range<usize>,
    address: Range<usize>,
    kind: ReferenceKind,
    certainty: Certainty,
    symbol: String,
) -> Reference {
    Reference {
        path: file.path().to_owned(),
        place: file.source.place(range.start),
        text: file.source.excerpt(range.start),
        range,
        address,
        kind,
        certainty,
        symbol,
    }
}

/// What the queries say of the places in a file, by the first byte of the captured node.
struct Contexts<'t> {
    roles: HashMap<usize, &'static str>,
    /// Strings that name app and model apart, with the kind of the look-up.
    pairs: Vec<(&'static str, Node<'t>, Node<'t>)>,
}

impl<'t> Contexts<'t> {
    fn read(file: &'t PythonFile) -> Result<Self, Error> {
        let mut contexts = Self { roles: HashMap::new(), pairs: Vec::new() };
        for subject in [&query::RELATIONS, &query::REGISTRATIONS, &query::LOOKUPS] {
            for found in subject.matches(file, file.root())? {
                if let (Some(app), Some(model)) = (found.node("app"), found.node("model")) {
                    contexts.pairs.push((found.kind, app, model));
                    continue;
                }
                for (_, node) in found.captures {
                    contexts.roles.insert(node.start_byte(), found.kind);
                }
            }
        }
        Ok(contexts)
    }

    fn role(&self, node: Node) -> Option<&'static str> {
        self.roles.get(&node.start_byte()).copied()
    }
}

struct Reader<'r> {
    finder: &'r Finder<'r>,
    project: &'r Project,
    file: &'r PythonFile,
    names: &'r Names,
    contexts: &'r Contexts<'r>,
}

impl Reader<'_> {
    fn imports(&self, uses: &mut Uses) {
        for (index, import) in self.names.imports.iter().enumerate() {
            for (at, item) in import.items.iter().enumerate() {
                let last = item.name.rsplit('.').next().unwrap_or(&item.name);
                if import.from.is_none() || !self.finder.target.symbols.contains(last) {
                    continue;
                }
                let bound = Bound::Import(index, at);
                if let Some(meaning) = self.names.meaning_of(self.project, item.local(), bound) {
                    let found = reference(
                        self.file,
                        item.range.clone(),
                        import.from_range.clone(),
                        ReferenceKind::FromImport,
                        Certainty::Proven,
                        last.to_owned(),
                    );
                    uses.pending.push((meaning, found));
                }
            }
        }
    }

    /// Names and attributes that may stand for the model, found by their bytes and judged by the
    /// node that is there.
    fn names(&self, uses: &mut Uses) -> Result<(), Error> {
        let symbols = &self.finder.target.symbols;
        let mut wanted: BTreeSet<&str> = symbols.iter().map(String::as_str).collect();
        for import in &self.names.imports {
            let moved = import.items.iter().filter(|item| symbols.contains(&item.name));
            wanted.extend(moved.map(ImportItem::local));
        }
        let wanted: Vec<String> = wanted.into_iter().map(regex::escape).collect();
        let words = pattern(&format!(r"\b(?:{})\b", wanted.join("|")))?;
        for found in words.find_iter(&self.file.source.bytes) {
            let root = self.file.root();
            let Some(node) = root.descendant_for_byte_range(found.start(), found.end()) else {
                continue;
            };
            if node.kind() == "identifier" && node.byte_range() == found.range() {
                self.name(node, uses);
            }
        }
        Ok(())
    }

    fn name(&self, node: Node, uses: &mut Uses) {
        let Some(parent) = node.parent() else { return };
        let is_field = |name| parent.child_by_field_name(name) == Some(node);
        match parent.kind() {
            "attribute" if is_field("attribute") => {
                let Some((meaning, _)) = self.names.meaning(self.project, self.file, parent) else {
                    return;
                };
                let object = parent.child_by_field_name("object").unwrap_or(parent);
                let kind = ReferenceKind::ModuleAttribute;
                let (range, address) = (parent.byte_range(), object.byte_range());
                let symbol = self.file.text(node).to_owned();
                let found = reference(self.file, range, address, kind, Certainty::Proven, symbol);
                uses.pending.push((meaning, found));
            }
            "keyword_argument" | "class_definition" | "function_definition" if is_field("name") => {
            }
            "dotted_name" | "aliased_import" if in_import(node) => {}
            _ => self.bare_name(node, uses),
        }
    }

    fn bare_name(&self, node: Node, uses: &mut Uses) {
        let name = self.file.text(node);
        let bindings = self.names.lookup(name, node.start_byte());
        if bindings.iter().any(|(at, _)| *at == node.start_byte()) {
            return;
        }
        let kind = match self.contexts.role(node) {
            Some("relation") => ReferenceKind::RelationClass,
            Some("admin-registration") => ReferenceKind::AdminRegistration,
            _ => ReferenceKind::Name,
        };
        let at = node.byte_range();
        let found = |certainty| {
            let nowhere = at.start..at.start;
            reference(self.file, at.clone(), nowhere, kind, certainty, name.to_owned())
        };
        let meanings: HashSet<Meaning> = bindings
            .iter()
            .filter_map(|(_, bound)| self.names.meaning_of(self.project, name, *bound))
            .collect();
        let alone = bindings.len() == 1;
        for meaning in meanings {
            let certainty = if alone { Certainty::Proven } else { Certainty::Likely };
            uses.pending.push((meaning, found(certainty)));
        }
        if bindings.is_empty() {
            for star in self.names.star_modules() {
                let meaning = Meaning::Member(star.to_owned(), name.to_owned());
                uses.pending.push((meaning, found(Certainty::Proven)));
            }
        }
    }

    fn strings(&self, uses: &mut Uses) {
        let mut last = None;
        for found in self.finder.in_strings.find_iter(&self.file.source.bytes) {
            let root = self.file.root();
            let string = root
                .descendant_for_byte_range(found.start(), found.end())
                .filter(|node| node.kind() == "string_content")
                .and_then(|node| node.parent());
            if let Some(node) = string
                && last != Some(node.start_byte())
            {
                last = Some(node.start_byte());
                self.string(node, uses);
            }
        }
    }

    /// One string literal that contains the model's name.
    fn string(&self, node: Node, uses: &mut Uses) {
        let Some((value, at)) = string_value(self.file, node) else {
            return;
        };
        let target = self.finder.target;
        let role = self.contexts.role(node);
        let settled = |address: Range<usize>, kind, certainty| {
            let symbol = target.model.name.clone();
            reference(self.file, at.clone(), address, kind, certainty, symbol)
        };
        let app = &target.model.app_label;
        if let Some((label, model)) = value.split_once('.')
            && label == app
        {
            let address = at.start..at.start + label.len();
            if model.eq_ignore_ascii_case(&target.model.name) {
                let (kind, certainty) = match role {
                    Some("relation") => (ReferenceKind::RelationString, Certainty::Proven),
                    Some("get-model") => (ReferenceKind::GetModel, Certainty::Proven),
                    Some("sender") => (ReferenceKind::Sender, Certainty::Proven),
                    _ => (ReferenceKind::Label, Certainty::Likely),
                };
                uses.settled.push(settled(address, kind, certainty));
                return;
            }
            if target.permissions.contains(model) {
                let certainty = match role {
                    Some("permission") => Certainty::Proven,
                    _ => Certainty::Likely,
                };
                uses.settled.push(settled(address, ReferenceKind::Permission, certainty));
                return;
            }
        }
        let own_app = || self.project.app_of(self.file.path()).is_some_and(|a| &a.label == app);
        if role == Some("relation") && value.eq_ignore_ascii_case(&target.model.name) && own_app() {
            let address = at.start..at.start;
            uses.settled.push(settled(address, ReferenceKind::RelationShort, Certainty::Proven));
        } else if let Some(address) = admin_url(value, app, &target.model.model_name()) {
            let address = at.start + address.start..at.start + address.end;
            uses.settled.push(settled(address, ReferenceKind::AdminUrl, Certainty::Proven));
        } else if let Some((module, symbol)) = self.dotted_path(value) {
            let kind = ReferenceKind::DottedPath;
            let certainty = match role {
                Some("dotted-path") => Certainty::Proven,
                _ => Certainty::Likely,
            };
            let address = at.start..at.start + module.len();
            let meaning = Meaning::Member(module.to_owned(), symbol.to_owned());
            let found =
                reference(self.file, at.clone(), address, kind, certainty, symbol.to_owned());
            uses.pending.push((meaning, found));
        }
    }

    /// `emr.models.Encounter.save` split into a module of the project and a symbol in it. A name
    /// that the module only imports is not its address: `mock.patch` patches it where it is used.
    fn dotted_path<'v>(&self, value: &'v str) -> Option<(&'v str, &'v str)> {
        let mut end = 0;
        for part in value.split('.') {
            let (module, symbol) = (value.get(..end)?, part);
            let module = module.strip_suffix('.').unwrap_or(module);
            if self.finder.target.symbols.contains(symbol) && module == self.finder.target.module {
                return Some((module, symbol));
            }
            end += part.len() + 1;
        }
        None
    }

    /// Lines on which the label and the model's name stand in strings, and nothing has claimed
    /// them: a label that is put together, for a person to look at.
    fn computed(&self, uses: &mut Uses) {
        let source = &self.file.source;
        let claimed: BTreeSet<usize> = uses
            .settled
            .iter()
            .chain(uses.pending.iter().map(|(_, one)| one))
            .map(|one| one.place.line)
            .collect();
        let app = &self.finder.target.model.app_label;
        let mut listed = BTreeSet::new();
        for found in self.finder.computed.find_iter(&source.bytes) {
            let line = source.line_start(found.start())..source.line_end(found.start());
            let place = source.place(found.start());
            let root = self.file.root();
            let in_code = root
                .descendant_for_byte_range(found.start() + 1, found.start() + 2)
                .filter(|node| node.kind() == "string_content")
                .is_some_and(|node| !is_whole_label(self.file.text(node), app));
            let docstring = source.text(line.clone()).contains("\"\"\"");
            if in_code
                && !docstring
                && !claimed.contains(&place.line)
                && self.finder.quoted_name.is_match(&source.bytes[line])
                && listed.insert(place.line)
            {
                let range = found.range();
                let address = range.start..range.start;
                let (kind, symbol) = (ReferenceKind::Label, self.finder.target.model.name.clone());
                let certainty = Certainty::Likely;
                uses.settled.push(reference(self.file, range, address, kind, certainty, symbol));
            }
        }
    }

    fn pairs(&self, uses: &mut Uses) {
        let model = &self.finder.target.model;
        for (kind, app, name) in &self.contexts.pairs {
            let (Some((app_value, address)), Some((name_value, _))) =
                (string_value(self.file, *app), string_value(self.file, *name))
            else {
                continue;
            };
            if app_value == model.app_label && name_value.eq_ignore_ascii_case(&model.name) {
                let kind = match *kind {
                    "get-model" => ReferenceKind::GetModel,
                    _ => ReferenceKind::ContentType,
                };
                let range =
                    app.start_byte().min(name.start_byte())..app.end_byte().max(name.end_byte());
                let symbol = model.name.clone();
                let certainty = Certainty::Proven;
                uses.settled.push(reference(self.file, range, address, kind, certainty, symbol));
            }
        }
    }
}

/// Of `wanted`, what this file takes from `module`: by name, through the module, by star, or by a
/// path in a string, as `mock.patch` does. `mentioned` are those whose word stands in the file.
pub(super) fn taken_from(
    project: &Project,
    file: &PythonFile,
    module: &str,
    wanted: &BTreeSet<String>,
    mentioned: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Error> {
    if file.syntax_error().is_some() {
        return Ok(mentioned.clone());
    }
    let names = Names::read(project, file)?;
    let mut taken = BTreeSet::new();
    for import in names.imports.iter().filter(|import| import.from.as_deref() == Some(module)) {
        if import.star {
            return Ok(wanted.clone());
        }
        let items = import.items.iter().map(|item| &item.name);
        taken.extend(items.filter(|name| wanted.contains(*name)).cloned());
    }
    for name in mentioned {
        let (root, wanted) = (file.root(), Meaning::Member(module.to_owned(), name.clone()));
        let path = format!("{module}.{name}");
        let word = pattern(&format!(r"\b{}\b", regex::escape(name)))?;
        let through_module = |at: usize| {
            let node = root.descendant_for_byte_range(at, at + name.len())?;
            let parent = node.parent().filter(|parent| parent.kind() == "attribute")?;
            let (meaning, _) = names.meaning(project, file, parent)?;
            Some(meaning == wanted)
        };
        let mut hits = word.find_iter(&file.source.bytes);
        if hits.any(|hit| {
            let in_path = hit.end() >= path.len()
                && file.source.text(hit.end() - path.len()..hit.end()) == path;
            in_path || through_module(hit.start()) == Some(true)
        }) {
            taken.insert(name.clone());
        }
    }
    Ok(taken)
}

fn in_import(node: Node) -> bool {
    let mut parent = node.parent();
    while let Some(at) = parent {
        match at.kind() {
            "import_statement" | "import_from_statement" => return true,
            "dotted_name" | "aliased_import" => parent = at.parent(),
            _ => return false,
        }
    }
    false
}

/// `emr.edit_encounter`: the label of something else, such as a URL; nothing is put to it.
fn is_whole_label(value: &str, app: &str) -> bool {
    let rest = value.strip_prefix(app).and_then(|rest| rest.strip_prefix('.'));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.')
    })
}

/// Where `admin:emr_encounter_changelist` names the app.
/// <https://docs.djangoproject.com/en/stable/ref/contrib/admin/#reversing-admin-urls>
pub(super) fn admin_url(value: &str, app: &str, model: &str) -> Option<Range<usize>> {
    let (namespace, name) = value.split_once(':')?;
    let view = name.strip_prefix(app)?.strip_prefix('_')?.strip_prefix(model)?.strip_prefix('_')?;
    let word = !namespace.is_empty() && namespace.chars().all(|c| c.is_alphanumeric() || c == '_');
    let known = matches!(view, "changelist" | "add" | "change" | "delete" | "history");
    let start = namespace.len() + 1;
    (word && known).then_some(start..start + app.len())
}

#[cfg(test)]
mod tests {
    use super::admin_url;

    #[test]
    fn admin_urls_name_the_app_after_the_namespace() {
        assert_eq!(admin_url("admin:emr_encounter_add", "emr", "encounter"), Some(6..9));
        for other in ["emr_encounter_add", "admin:emr_encounter_print", "admin:hemr_encounter_add"]
        {
            assert_eq!(admin_url(other, "emr", "encounter"), None, "{other}");
        }
    }
}
