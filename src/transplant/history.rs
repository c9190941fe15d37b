//! The history that django-simple-history keeps of a model, in a model that it makes itself: what the
//! class says of it.
//!
//! The history model goes where the class goes, and its table would get its name from there.
//! <https://django-simple-history.readthedocs.io/en/latest/historical_model.html>

use tree_sitter::Node;

use crate::diagnostic::Error;
use crate::edit::Edit;
use crate::migrations::expr::Expr;
use crate::names::{Meaning, Names, first_name};
use crate::project::Project;
use crate::query;
use crate::source::PythonFile;

/// What makes a history.
const RECORDS: &str = "simple_history.models.HistoricalRecords";

/// The positions of arguments that may be given without their name.
const TABLE_NAME: usize = 4;
const USER_MODEL: usize = 10;
const CUSTOM_MODEL_NAME: usize = 12;
const APP: usize = 13;

/// `history = HistoricalRecords(…)` of a class.
#[derive(Clone, Debug)]
pub struct Records {
    /// First byte of the call.
    pub at: usize,
    /// Name of the history model.
    pub model: String,
    /// Whether the call names the app of the history model: it stays there.
    pub has_app: bool,
    /// Whether the call names the table.
    pub has_table: bool,
    /// Where an argument is put, and what stands before and behind it.
    slot: (usize, String, &'static str),
}

impl Records {
    /// The edit that keeps the table what it is, unless the call names it already.
    pub fn name_table(&self, file: &PythonFile, table: &str) -> Option<Edit> {
        let quote = super::model::quote(file);
        let (at, before, behind) = &self.slot;
        let text = format!("{before}table_name={quote}{table}{quote}{behind}");
        (!self.has_table).then(|| Edit::insert(*at, text))
    }
}

/// What the class of the model `name` says of its history, if it has one of its own.
///
/// # Errors
/// A call whose arguments cannot be read.
pub fn records(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    class: Node,
    name: &str,
) -> Result<Option<Records>, Error> {
    for found in query::HISTORIES.matches(file, class)? {
        let (Some(function), Some(call)) = (found.node("function"), found.node("call")) else {
            continue;
        };
        let is_own = class_of(call) == Some(class);
        if is_own && means(project, file, names, function, RECORDS) {
            return read(file, call, name).map(Some);
        }
    }
    Ok(None)
}

/// Where `register(Encounter)` of django-simple-history is called with the model `name` of `module`:
/// the first byte of each.
///
/// # Errors
/// A pattern that does not compile.
pub fn registrations(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    module: &str,
    name: &str,
) -> Result<Vec<usize>, Error> {
    let found = query::HISTORIES.matches(file, file.root())?;
    let places = found.iter().filter_map(|found| {
        let (function, model) = (found.node("function")?, found.node("model")?);
        let is_register = means(project, file, names, function, "simple_history.register");
        let is_model = (names.module == module && file.text(model) == name)
            || means(project, file, names, model, &format!("{module}.{name}"));
        (is_register && is_model).then(|| function.start_byte())
    });
    Ok(places.collect())
}

/// Whether an expression stands for what `path` names, in a package that may be none of the project's.
fn means(project: &Project, file: &PythonFile, names: &Names, node: Node, path: &str) -> bool {
    let Some(base) = first_name(node) else { return false };
    let rest: String = file.text(node)[base.byte_range().len()..].split_whitespace().collect();
    let bound = names.meanings_of(project, file.text(base), &[], base.start_byte());
    let bound = bound.into_iter().map(|meaning| match meaning {
        Meaning::Module(module) => module,
        Meaning::Member(module, name) => format!("{module}.{name}"),
    });
    let all: Vec<String> = bound.map(|first| format!("{first}{rest}")).collect();
    all == [path]
}

/// The class in whose body an assignment stands.
fn class_of(call: Node) -> Option<Node> {
    // call → assignment → statement → block → class
    call.parent()?.parent()?.parent()?.parent()
}

fn read(file: &PythonFile, call: Node, class: &str) -> Result<Records, Error> {
    let unreadable = |what: &str| {
        let error = file.source.error(call.start_byte(), format!("{what} cannot be read here"));
        error.help("write the arguments of HistoricalRecords out, and run again")
    };
    let arguments = Expr::read(file, call);
    let list = call.child_by_field_name("arguments");
    let (Expr::Call { .. }, Some(list), false) = (&arguments, list, arguments.hides_arguments())
    else {
        return Err(unreadable("what the history is made with"));
    };
    let given = |name, position| {
        let value: Option<&Expr> = arguments.argument(name, position);
        value.filter(|value| **value != Expr::Name("None".to_owned()))
    };
    if let Some(Expr::Str { value }) = given("user_model", USER_MODEL)
        && !value.contains('.')
    {
        let message = format!("'{value}' would mean a model of the app that the history goes to");
        let error = file.source.error(call.start_byte(), message);
        return Err(error.help("write the label of user_model with its app, and run again"));
    }
    let model = match given("custom_model_name", CUSTOM_MODEL_NAME) {
        None => format!("Historical{class}"),
        Some(Expr::Str { value }) => value.clone(),
        Some(Expr::Other { text, .. }) => {
            made_by(text, class).ok_or_else(|| unreadable("the name of the history model"))?
        }
        Some(_) => return Err(unreadable("the name of the history model")),
    };
    Ok(Records {
        at: call.start_byte(),
        model,
        has_app: given("app", APP).is_some(),
        has_table: given("table_name", TABLE_NAME).is_some(),
        slot: slot(file, list),
    })
}

/// What ``lambda x: f"Audit{x}"`` makes of the name of a class.
fn made_by(function: &str, class: &str) -> Option<String> {
    let (parameter, body) = function.strip_prefix("lambda ")?.split_once(':')?;
    let body = body.trim().strip_prefix('f')?;
    let quote = body.chars().next().filter(|one| matches!(one, '"' | '\''))?;
    let text = body.strip_prefix(quote)?.strip_suffix(quote)?;
    let (before, rest) = text.split_once(&format!("{{{}}}", parameter.trim()))?;
    let is_plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_plain(before) && is_plain(rest)).then(|| format!("{before}{class}{rest}"))
}

/// Where an argument more is put: behind the last one, on a line of its own if those have theirs.
fn slot(file: &PythonFile, list: Node) -> (usize, String, &'static str) {
    let mut cursor = list.walk();
    let arguments: Vec<Node> =
        list.named_children(&mut cursor).filter(|node| node.kind() != "comment").collect();
    let Some(end) = arguments.last() else {
        return (list.start_byte() + 1, String::new(), "");
    };
    let comma = end.next_sibling().filter(|node| node.kind() == ",");
    let source = &file.source;
    let line = source.line_start(end.start_byte());
    let indent = source.text(line..end.start_byte());
    let between = match indent.trim().is_empty() {
        true => format!("{}{indent}", source.newline()),
        false => " ".to_owned(),
    };
    match comma {
        Some(comma) => (comma.end_byte(), between, ","),
        None => (end.end_byte(), format!(",{between}"), ""),
    }
}
