//! Templates that Django finds by the model's label: nothing in the code names them.
//!
//! Those of the admin move with the label. A generic view is given the name of the template that
//! it has found so far.

use std::collections::BTreeSet;
use std::path::PathBuf;

use tree_sitter::Node;

use crate::diagnostic::{Diagnostic, Place};
use crate::edit::Edit;
use crate::names::{Meaning, Names};
use crate::project::Project;
use crate::reference::{ModelId, Reference, ReferenceKind};
use crate::resolve::admin_template;
use crate::source::{PythonFile, string_value};
use crate::transplant::model::quote;

/// Generic views of Django and django-filter, and what they append to the model's name.
/// <https://docs.djangoproject.com/en/stable/ref/class-based-views/mixins-simple/#templateresponsemixin>
/// <https://django-filter.readthedocs.io/en/stable/guide/usage.html#generic-view-configuration>
const VIEWS: &[(&str, &str)] = &[
    ("ListView", "_list"),
    ("DetailView", "_detail"),
    ("DateDetailView", "_detail"),
    ("CreateView", "_form"),
    ("UpdateView", "_form"),
    ("DeleteView", "_confirm_delete"),
    ("ArchiveIndexView", "_archive"),
    ("YearArchiveView", "_archive_year"),
    ("MonthArchiveView", "_archive_month"),
    ("WeekArchiveView", "_archive_week"),
    ("DayArchiveView", "_archive_day"),
    ("TodayArchiveView", "_archive_day"),
    ("FilterView", "_filter"),
];

/// The templates that follow from a label.
#[derive(Default)]
pub(super) struct Derived {
    /// Templates of the admin and of search indexes, and where they have to be.
    pub(super) moves: Vec<(PathBuf, PathBuf)>,
    /// Templates of the admin for every model of one of the two apps.
    of_app: Vec<PathBuf>,
    /// Templates that generic views may find by the label: path, and the name they find them by.
    generic: Vec<(PathBuf, String)>,
    /// How these names begin: `emr/encounter`.
    prefix: String,
}

/// The templates of the project whose place follows from the label of `model`, which goes to the
/// app labelled `to`.
pub(super) fn derived(project: &Project, model: &ModelId, to: &str) -> Derived {
    let name = model.model_name();
    let app = &model.app_label;
    let mut derived = Derived { prefix: format!("{app}/{name}"), ..Derived::default() };
    for path in &project.files {
        let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
        let is_html = path.extension().is_some_and(|extension| extension == "html");
        // Documents of django-haystack:
        // <https://django-haystack.readthedocs.io/en/latest/searchindex_api.html>
        let is_index = matches!(parts.as_slice(), [.., "search", "indexes", directory, file]
            if directory == app && file.starts_with(&format!("{name}_")));
        let moves = match admin_template(path, model) {
            Some(name) => Some(name.split('/').count() + 2),
            None => is_index.then_some(2),
        };
        if let Some(from_end) = moves {
            let mut parts = parts.clone();
            let at = parts.len() - from_end;
            parts[at] = to;
            derived.moves.push((path.clone(), parts.iter().collect()));
        } else if let [.., "admin", directory, _] = parts.as_slice()
            && (directory == app || *directory == to)
            && is_html
        {
            derived.of_app.push(path.clone());
        } else if let [.., directory, _] = parts.as_slice()
            && directory == app
            && is_html
            && let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
            && stem.starts_with(&format!("{name}_"))
        {
            derived.generic.push((path.clone(), format!("{app}/{stem}.html")));
        }
    }
    derived
}

/// What is left to look at: templates that no view was given the name of.
pub(super) fn unnamed(derived: &Derived, named: &BTreeSet<String>, to: &str) -> Vec<Diagnostic> {
    let known = |name: &str| {
        VIEWS.iter().any(|(_, suffix)| name == format!("{}{suffix}.html", derived.prefix))
    };
    let unnamed = derived.generic.iter().filter(|(_, name)| known(name) && !named.contains(name));
    let said = unnamed.map(|(path, name)| {
        let file = name.rsplit('/').next().unwrap_or(name);
        let message = format!(
            "a generic view without template_name looks for {to}/{file} after the move: name it \
             there, or move this file"
        );
        Diagnostic { place: Place { path: path.clone(), line: 1, column: 1 }, message }
    });
    let of_app = derived.of_app.iter().map(|path| Diagnostic {
        place: Place { path: path.clone(), line: 1, column: 1 },
        message: "the admin takes this template by the app label: see that the model has what it \
                  needs"
            .to_owned(),
    });
    said.chain(of_app).collect()
}

/// What a file does with the templates that generic views find by the label.
#[derive(Default)]
pub(super) struct Given {
    /// The edits that give views the names of their templates.
    pub(super) edits: Vec<Edit>,
    /// These names.
    pub(super) names: BTreeSet<String>,
    /// Whether something else may be a view that finds its template by the label.
    pub(super) others: bool,
}

/// Gives the generic views of a file the templates that they found by the label.
pub(super) fn names_given(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    references: &[&Reference],
    derived: &Derived,
    class: &str,
) -> Given {
    let mut given = Given::default();
    let of_model = references.iter().filter(|one| {
        one.symbol == class
            && matches!(one.kind, ReferenceKind::Name | ReferenceKind::ModuleAttribute)
    });
    let mut done = BTreeSet::new();
    for reference in of_model {
        let (start, end) = (reference.range.start, reference.range.end);
        let Some(node) = file.root().descendant_for_byte_range(start, end) else { continue };
        let view = View { project, file, names };
        let Some((edit, name, at)) =
            view.in_class(node, derived).or_else(|| view.in_call(node, derived))
        else {
            given.others |= view.may_be_view(node);
            continue;
        };
        if done.insert(at) {
            given.edits.push(edit);
            given.names.insert(name);
        }
    }
    given
}

struct View<'a> {
    project: &'a Project,
    file: &'a PythonFile,
    names: &'a Names,
}

impl View<'_> {
    /// `model = Encounter` or `queryset = Encounter.objects…` in a generic view: the line that
    /// names its template, that template, and where the view stands.
    fn in_class(&self, node: Node, derived: &Derived) -> Option<(Edit, String, usize)> {
        let mut around = self.file.around(node);
        let at = around.find(|one| !matches!(one.kind(), "attribute" | "call"))?;
        let left = at.child_by_field_name("left").filter(|_| at.kind() == "assignment")?;
        let (statement, key) = (around.next()?, self.file.text(left));
        let class = around.nth(1).filter(|one| one.kind() == "class_definition")?;
        if !matches!(key, "model" | "queryset") {
            return None;
        }
        let suffix = match self.assigned(class, "template_name_suffix") {
            Some(value) => Some(string_value(self.file, value)?.0),
            None => None,
        };
        let name = Self::template(self.view_of(class)?, suffix, derived)?;
        // A subclass would inherit the name, and may be about another model.
        if self.is_base(self.file.text(class.child_by_field_name("name")?)) {
            return None;
        }
        let source = &self.file.source;
        let start = source.line_start(statement.start_byte());
        let indent = source.text(start..statement.start_byte());
        let last = statement.end_byte().saturating_sub(1);
        let end = source.line_start(last) + source.line(last).len();
        let rest = source.text(statement.end_byte()..end);
        let own_line = indent.trim().is_empty() && !rest.trim_start().starts_with(';');
        let (quote, newline) = (quote(self.file), source.newline());
        let line = format!("{newline}{indent}template_name = {quote}{name}{quote}");
        own_line.then_some((Edit::insert(end, line), name, class.start_byte()))
    }

    /// `ListView.as_view(model=Encounter)`
    fn in_call(&self, node: Node, derived: &Derived) -> Option<(Edit, String, usize)> {
        let keyword = node.parent().filter(|one| one.kind() == "keyword_argument")?;
        let list = keyword.parent()?;
        let call = list.parent().filter(|one| one.kind() == "call")?;
        let function = call.child_by_field_name("function")?;
        let view = self.django_view(function.child_by_field_name("object")?)?;
        let is = |name: &str, node: Node| {
            node.child_by_field_name("name").is_some_and(|at| self.file.text(at) == name)
        };
        let mut cursor = list.walk();
        let named = list
            .named_children(&mut cursor)
            .any(|one| is("template_name", one) || is("template_name_suffix", one));
        let as_view = function
            .child_by_field_name("attribute")
            .is_some_and(|name| self.file.text(name) == "as_view");
        if named || !as_view || !is("model", keyword) {
            return None;
        }
        let name = Self::template(view, None, derived)?;
        let quote = quote(self.file);
        let text = format!(", template_name={quote}{name}{quote}");
        Some((Edit::insert(keyword.end_byte(), text), name, call.start_byte()))
    }

    /// The template that a view finds by the label, if the project has it.
    fn template(view: &str, suffix: Option<&str>, derived: &Derived) -> Option<String> {
        let (_, default) = VIEWS.iter().find(|(name, _)| *name == view)?;
        let name = format!("{}{}.html", derived.prefix, suffix.unwrap_or(default));
        derived.generic.iter().any(|(_, one)| *one == name).then_some(name)
    }

    /// The generic view that a class is, if it is proven to find its template by the label: it has
    /// no `template_name`, and neither has a base.
    fn view_of(&self, class: Node) -> Option<&'static str> {
        if self.names_template(class) {
            return None;
        }
        let bases = class.child_by_field_name("superclasses")?;
        let mut cursor = bases.walk();
        let mut view = None;
        for base in bases.named_children(&mut cursor).filter(|one| one.kind() != "comment") {
            match self.django_view(base) {
                Some(name) => view = view.or(Some(name)),
                None if self.is_mixin(base) => {}
                None => return None,
            }
        }
        view
    }

    fn django_view(&self, node: Node) -> Option<&'static str> {
        let member = |node| match self.names.meaning(self.project, self.file, node)? {
            (Meaning::Member(module, name), _) => Some((module, name)),
            (Meaning::Module(_), _) => None,
        };
        // `from django.views import generic`: what is no module of the project is a name to it.
        let of_generic = || {
            let (module, name) = member(node.child_by_field_name("object")?)?;
            let view = self.file.text(node.child_by_field_name("attribute")?);
            Some((format!("{module}.{name}"), view.to_owned()))
        };
        let (module, name) = member(node).or_else(of_generic)?;
        let known = VIEWS.iter().find(|(view, _)| *view == name)?;
        let is_known = ["django.views.generic", "django_filters.views"];
        is_known.iter().any(|known| module.starts_with(known)).then_some(known.0)
    }

    /// A mixin that is not of the project: those of Django and well-known packages name no
    /// template.
    fn is_mixin(&self, base: Node) -> bool {
        let mixin = self.file.text(base).ends_with("Mixin");
        let outside = self.names.meaning(self.project, self.file, base).is_some_and(|(one, _)| {
            matches!(one, Meaning::Member(module, _) if self.project.file_of(&module).is_none())
        });
        mixin && outside
    }

    /// Whether a class says itself which template it takes.
    fn names_template(&self, class: Node) -> bool {
        let body = class.child_by_field_name("body");
        let mut cursor = class.walk();
        let methods = body
            .into_iter()
            .flat_map(|body| body.named_children(&mut cursor).collect::<Vec<Node>>());
        let overrides = methods
            .filter_map(|one| one.child_by_field_name("name"))
            .any(|name| self.file.text(name) == "get_template_names");
        overrides || self.assigned(class, "template_name").is_some()
    }

    /// What a class assigns to `key`, in its body or in a block of it.
    fn assigned<'t>(&self, class: Node<'t>, key: &str) -> Option<Node<'t>> {
        let mut open = vec![class.child_by_field_name("body")?];
        while let Some(node) = open.pop() {
            if node.kind() == "assignment"
                && node.child_by_field_name("left").is_some_and(|left| self.file.text(left) == key)
            {
                return node.child_by_field_name("right");
            }
            if !matches!(node.kind(), "function_definition" | "class_definition") {
                let mut cursor = node.walk();
                open.extend(node.named_children(&mut cursor));
            }
        }
        None
    }

    /// Whether a class of the project has a base of this name.
    fn is_base(&self, name: &str) -> bool {
        let is_python = |path: &&PathBuf| path.extension().is_some_and(|e| e == "py");
        let paths: Vec<&PathBuf> = self.project.files.iter().filter(is_python).collect();
        let base = format!(r"class\s+\w+\([^)]*\b{}\b", regex::escape(name));
        let Ok(base) = regex::bytes::Regex::new(&base) else { return true };
        let found = crate::scan::search(self.project, &paths, &base, |_| Ok(()));
        found.map_or(true, |(found, unreadable)| !found.is_empty() || !unreadable.is_empty())
    }

    /// Whether a use of the class may make a view of it: it is given to something as its model, or
    /// as what it queries.
    fn may_be_view(&self, node: Node) -> bool {
        let mut at = node;
        let around: Vec<Node> = self.file.around(node).collect();
        for (level, parent) in around.iter().copied().enumerate() {
            let key = match parent.kind() {
                "assignment" => parent.child_by_field_name("left"),
                "keyword_argument" => parent.child_by_field_name("name"),
                "attribute" | "call" | "parenthesized_expression" => None,
                "return_statement" => {
                    let function = around.get(level + 2);
                    let name = function.and_then(|one| one.child_by_field_name("name"));
                    return name.is_some_and(|name| self.file.text(name) == "get_queryset");
                }
                _ => return false,
            };
            let mut cursor = at.walk();
            let beside = around.get(level + 1).filter(|_| parent.kind() == "keyword_argument");
            let explicit = beside.is_some_and(|list| {
                list.named_children(&mut cursor).any(|one| {
                    let name = one.child_by_field_name("name");
                    name.is_some_and(|name| self.file.text(name) == "template_name")
                })
            });
            if explicit {
                return false;
            }
            if let Some(key) = key {
                let given = matches!(self.file.text(key), "model" | "queryset");
                let mut above = around[level..].iter();
                let class = above.find(|one| one.kind() == "class_definition");
                let named = class.is_some_and(|class| self.names_template(*class));
                return given && !named;
            }
            at = parent;
        }
        false
    }
}
