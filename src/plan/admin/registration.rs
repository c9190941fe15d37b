//! What an admin module registers: statements that are about the model alone, and what is the
//! model's in those that say more.
//! <https://docs.djangoproject.com/en/stable/ref/contrib/admin/#the-register-decorator>

use std::collections::{BTreeMap, BTreeSet};

use tree_sitter::Node;

use crate::diagnostic::Error;
use crate::imports::Needed;
use crate::names::{Bound, Meaning, Names};
use crate::project::Project;
use crate::query;
use crate::source::PythonFile;
use crate::transplant::outline::{Outline, Statement};

/// A statement that registers models.
pub(super) struct Registration<'t> {
    /// The statement, as the outline counts it.
    pub(super) at: usize,
    /// Whose registration it is.
    pub(super) of: Of,
    /// What can be taken out of it for the model, where the rest of it stays.
    pub(super) parts: Vec<Part<'t>>,
}

/// Whose registration a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The model's, and it can go as it is.
    Model,
    /// The model's, with more in the same statement.
    More,
    /// That of other models.
    Others,
}

/// A model in a statement that stays.
pub(super) struct Part<'t> {
    /// The model.
    pub(super) model: Node<'t>,
    /// The brackets that it stands in, with others: a list, a tuple, or the arguments of a decorator.
    pub(super) brackets: Node<'t>,
    /// All that goes out of these.
    pub(super) leaving: Vec<Node<'t>>,
    /// The decorator, where no model is left in it.
    pub(super) decorator: Option<Node<'t>>,
    /// What is called to register the model alone.
    pub(super) function: Vec<Piece<'t>>,
    /// What that is given.
    pub(super) arguments: Vec<Piece<'t>>,
    /// An import that this takes and the module does not have.
    pub(super) import: Option<Needed>,
}

/// A piece of new code.
pub(super) enum Piece<'t> {
    /// As it stands in the module.
    Copy(Node<'t>),
    /// Other text.
    Text(String),
}

/// An admin module, and where it says the model.
pub(super) struct AdminModule<'a, 't> {
    pub(super) project: &'a Project,
    pub(super) file: &'t PythonFile,
    pub(super) names: &'a Names,
    pub(super) outline: &'a Outline,
    /// The first bytes of what means a model that moves.
    pub(super) models: BTreeSet<usize>,
}

/// What is called to register a model, what it is given besides, and an import that this takes.
type Said<'t> = (Vec<Piece<'t>>, Vec<Piece<'t>>, Option<Needed>);

/// A call that registers models.
struct Call<'t> {
    node: Node<'t>,
    /// What the models stand in.
    brackets: Node<'t>,
    models: Vec<Node<'t>>,
    /// The decorator that it is.
    decorator: Option<Node<'t>>,
}

impl<'t> AdminModule<'_, 't> {
    /// The statements that register models, in order.
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn registrations(&self) -> Result<Vec<Registration<'t>>, Error> {
        let mut by_statement: BTreeMap<usize, Vec<Call>> = BTreeMap::new();
        for call in self.calls()? {
            let start = call.node.start_byte();
            let mut statements = self.outline.statements.iter();
            if let Some(at) = statements.position(|one| one.range.contains(&start)) {
                by_statement.entry(at).or_default().push(call);
            }
        }
        let registration = |(at, calls): (usize, Vec<Call<'t>>)| {
            let statement = &self.outline.statements[at];
            let mut models = calls.iter().flat_map(|call| &call.models);
            let mut ours = calls.iter().filter(|call| call.models.iter().any(|one| self.is(*one)));
            let parts: Option<Vec<Vec<Part>>> =
                ours.clone().map(|call| self.parts(call, statement)).collect();
            let of = match ours.next() {
                None => Of::Others,
                Some(_) if models.all(|one| self.is(*one)) && self.can_go(statement) => Of::Model,
                Some(_) => Of::More,
            };
            Registration {
                at,
                of,
                parts: parts.unwrap_or_default().into_iter().flatten().collect(),
            }
        };
        Ok(by_statement.into_iter().map(registration).collect())
    }

    fn is(&self, model: Node) -> bool {
        self.models.contains(&model.start_byte())
    }

    fn calls(&self) -> Result<Vec<Call<'t>>, Error> {
        let mut found: BTreeMap<usize, Call> = BTreeMap::new();
        for one in query::REGISTRATIONS.matches(self.file, self.file.root())? {
            let call = one.node("model").and_then(call_around);
            if let Some(call) = call.filter(|call| !call.models.is_empty()) {
                found.insert(call.node.start_byte(), call);
            }
        }
        Ok(found.into_values().collect())
    }

    /// Whether a statement can be run in another module instead: it defines the class of a
    /// `ModelAdmin`, or nothing.
    fn can_go(&self, statement: &Statement) -> bool {
        if statement.is_expression {
            return true;
        }
        if statement.defines.is_some() {
            return self.decorated_class(statement).is_some();
        }
        let inside = |(at, _): &(usize, Bound)| statement.range.contains(at);
        let binds = |name: &str| self.names.at_module_level(name).iter().any(inside);
        !self.names.module_names().any(binds)
    }

    fn decorated_class(&self, statement: &Statement) -> Option<Node<'t>> {
        let (start, end) = (statement.range.start, statement.range.end);
        let node = self.file.root().descendant_for_byte_range(start, end)?;
        let definition = node.child_by_field_name("definition")?;
        (definition.kind() == "class_definition").then_some(definition)
    }

    /// What a call says of the models that move, if that can be said in statements of their own.
    fn parts(&self, call: &Call<'t>, statement: &Statement) -> Option<Vec<Part<'t>>> {
        let ours = call.models.iter().copied().filter(|one| self.is(*one));
        let leaving: Vec<Node> = ours.collect();
        let part = |model: &Node<'t>| {
            let (function, others, import) = match call.decorator {
                Some(decorator) => self.of_decorator(call, decorator, statement)?,
                None => self.of_call(call, statement)?,
            };
            Some(Part {
                model: *model,
                brackets: call.brackets,
                leaving: leaving.clone(),
                decorator: call.decorator.filter(|_| leaving.len() == call.models.len()),
                function,
                arguments: [Piece::Copy(*model)].into_iter().chain(others).collect(),
                import,
            })
        };
        leaving.iter().map(part).collect()
    }

    /// `site.register([A, Encounter], SharedAdmin)` → `site.register(Encounter, SharedAdmin)`: what is
    /// called, and what it is given besides the model.
    fn of_call(&self, call: &Call<'t>, statement: &Statement) -> Option<Said<'t>> {
        let function = call.node.child_by_field_name("function")?;
        let is_list = matches!(call.brackets.kind(), "list" | "tuple");
        let is_statement = call.node.byte_range() == statement.range;
        if !is_list || !is_statement || !self.is_site(function.child_by_field_name("object")?) {
            return None;
        }
        let others = children(call.node.child_by_field_name("arguments")?).into_iter().skip(1);
        Some((vec![Piece::Copy(function)], others.map(Piece::Copy).collect(), None))
    }

    /// Whether an expression is called as sites are, and is no module: other registries may take
    /// a list for something else.
    fn is_site(&self, node: Node) -> bool {
        let text = self.file.text(node).to_lowercase();
        let last = text.rsplit('.').next().unwrap_or_default();
        let meanings = self.names.meanings(self.project, self.file, node);
        (last.contains("site") || last.contains("admin"))
            && !meanings.iter().any(|one| matches!(one, Meaning::Module(_)))
    }

    /// `@admin.register(A, Encounter) class BothAdmin` → `admin.site.register(Encounter, BothAdmin)`:
    /// the same of a decorator, with an import that this takes.
    fn of_decorator(
        &self,
        call: &Call<'t>,
        decorator: Node<'t>,
        statement: &Statement,
    ) -> Option<Said<'t>> {
        let class = self.decorated_class(statement)?;
        let called =
            |decorator: Node<'t>| decorator.named_child(0)?.child_by_field_name("function");
        // What stands above may make something else of the class.
        let mut above = decorator.prev_named_sibling();
        while let Some(one) = above {
            self.default_site(called(one)?)?;
            above = one.prev_named_sibling();
        }
        let (mut function, mut import) = self.default_site(called(decorator)?)?;
        let others = children(call.brackets);
        for keyword in others.iter().filter(|one| !call.models.contains(one)) {
            let site = keyword.child_by_field_name("value")?;
            let is_path = matches!(site.kind(), "identifier" | "attribute" | "call");
            if !is_path || self.file.text(keyword.child_by_field_name("name")?) != "site" {
                return None;
            }
            (function, import) = (vec![Piece::Copy(site)], None);
        }
        function.push(Piece::Text(".register".to_owned()));
        let name = self.file.text(class.child_by_field_name("name")?).to_owned();
        Some((function, vec![Piece::Text(name)], import))
    }

    /// The site that models are registered on by `function`, if that is the decorator `register` of
    /// the admin.
    fn default_site(&self, function: Node<'t>) -> Option<(Vec<Piece<'t>>, Option<Needed>)> {
        let is_admin = |meaning: &Meaning| match meaning {
            Meaning::Module(module) => ADMIN.contains(&module.as_str()),
            Meaning::Member(package, name) => ADMIN.contains(&format!("{package}.{name}").as_str()),
        };
        if let Some(object) = function.child_by_field_name("object") {
            let meanings = self.names.meanings(self.project, self.file, object);
            let name = self.file.text(function.child_by_field_name("attribute")?);
            let is_it = name == "register" && !meanings.is_empty() && meanings.iter().all(is_admin);
            let site = vec![Piece::Copy(object), Piece::Text(".site".to_owned())];
            return is_it.then_some((site, None));
        }
        let (meaning, _) = self.names.meaning(self.project, self.file, function)?;
        let Meaning::Member(module, name) = meaning else { return None };
        if name != "register" || !ADMIN.contains(&module.as_str()) {
            return None;
        }
        let bound = self.names.at_module_level("admin");
        let is_it = |(_, bound): &(usize, Bound)| {
            self.names.meaning_of(self.project, "admin", *bound).is_some_and(|one| is_admin(&one))
        };
        if !bound.iter().all(is_it) {
            return None;
        }
        let package = module.strip_suffix(".admin").map(str::to_owned);
        let import = Needed { module: package, name: "admin".to_owned(), alias: None };
        let import = Some(import).filter(|_| bound.is_empty());
        Some((vec![Piece::Text("admin.site".to_owned())], import))
    }
}

/// Modules that have `register` and `site`.
const ADMIN: &[&str] = &["django.contrib.admin", "django.contrib.gis.admin"];

/// The call that registers `model`: of a site with a model or a list of them, or the decorator.
fn call_around(model: Node) -> Option<Call> {
    let brackets = model.parent()?;
    let list = if brackets.kind() == "argument_list" { brackets } else { brackets.parent()? };
    let node = list.parent()?;
    let decorator = node.parent().filter(|parent| parent.kind() == "decorator");
    let is_keyword = |one: &Node| matches!(one.kind(), "keyword_argument" | "dictionary_splat");
    let mut models = children(brackets);
    match (decorator, list == brackets) {
        (Some(_), false) => return None,
        (Some(_), true) => models.retain(|one| !is_keyword(one)),
        (None, true) if models.first() != Some(&model) => return None,
        (None, true) => models.truncate(1),
        (None, false) => {}
    }
    Some(Call { node, brackets, models, decorator })
}

pub(super) fn children(node: Node) -> Vec<Node> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}
