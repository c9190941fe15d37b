//! Notes a move in the text of a configuration, and leaves every other byte as it is.
//!
//! The text is edited where TOML says that things stand, and then read again: what it says afterwards
//! must be what is meant, or the move is refused.

use std::ops::Range;
use std::path::Path;

use toml_edit::{Array, Item, TableLike, Value};

use super::{OWN, SHARED, document, parse, section, spans};
use crate::diagnostic::{Error, Place};
use crate::edit::{Edit, Edits};
use crate::reference::ModelId;
use crate::source::Source;

/// How long a line of names may be, in characters.
const LINE: usize = 88;

/// The first line of a configuration that is made for the moves alone.
const HEADER: &str =
    "# Models that have moved: `django-rehome check` finds what still uses their old address.\n";

/// A move, as far as it decides what is noted: the old app, the model in lower case, the new app.
type Step = (String, String, String);

/// The text of a new `django-rehome.toml` in which the moves of `models` are noted.
pub fn new_text(moves: &[Noted], to: &str) -> String {
    let entries = moves.iter().map(|one| format!("\n{}", entry(OWN.as_ref(), one, to)));
    std::iter::once(HEADER.to_owned()).chain(entries).collect()
}

/// Whether a text says nothing but what it is for.
pub fn is_bare(text: &str) -> bool {
    text.trim() == HEADER.trim()
}

/// A move to be noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The model under its old label.
    pub id: ModelId,
    /// The module that it has left, where that is not the `models` of its app.
    pub module: Option<String>,
    /// What went along.
    pub names: Vec<String>,
}

/// The lines that note a move in the configuration at `path`.
pub fn entry(path: &Path, one: &Noted, to: &str) -> String {
    let is_shared = path.file_name().is_some_and(|name| name == SHARED);
    let key = if is_shared { "tool.django-rehome.moves" } else { "moves" };
    let mut lines = vec![format!("[[{key}]]"), format!("from = \"{}\"", one.id)];
    lines.push(format!("to = \"{to}\""));
    lines.extend(one.module.iter().map(|module| format!("module = \"{module}\"")));
    if !one.names.is_empty() {
        let quoted = quoted(&one.names);
        let line = format!("names = [{}]", quoted.join(", "));
        lines.push(match line.len() > LINE {
            true => format!("names = [\n    {},\n]", quoted.join(",\n    ")),
            false => line,
        });
    }
    lines.join("\n") + "\n"
}

fn quoted(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("\"{name}\"")).collect()
}

/// The text of the configuration at `path`, in which the moves of `models` are noted. That of a model
/// which comes back is not: the entry with which it had left is taken out.
///
/// # Errors
/// It is no configuration, or says what has moved in a way that leaves no place for more.
pub fn record(path: &Path, text: &str, moves: &[Noted], to: &str) -> Result<String, Error> {
    let mut text = text.to_owned();
    for one in moves {
        text = recorded(path, text, one, to)?;
    }
    Ok(text)
}

fn recorded(path: &Path, mut text: String, one: &Noted, to: &str) -> Result<String, Error> {
    let id = &one.id;
    let (from, name) = (id.app_label.as_str(), id.model_name());
    let mut wanted = steps(path, &text)?;
    let is_of = |step: &Step, app: &str| step.0 == app && step.1 == name;
    let is_back = wanted.iter().any(|step| is_of(step, to) && step.2 == from);
    // The model is there again: that it has left is no longer so. An entry may be said twice.
    while steps(path, &text)?.iter().any(|step| is_of(step, to)) {
        text = edited(path, &text, |moves| moves.without(to, &name))?;
    }
    wanted.retain(|step| !is_of(step, to));
    match wanted.iter_mut().find(|step| is_of(step, from)) {
        _ if is_back => {}
        Some(step) if step.2 == to => {}
        Some(step) => {
            to.clone_into(&mut step.2);
            text = edited(path, &text, |moves| moves.redirected(from, &name, to))?;
        }
        None => {
            text = edited(path, &text, |moves| moves.with(one, to))?;
            wanted.push((from.to_owned(), name, to.to_owned()));
        }
    }
    let mut found = steps(path, &text).unwrap_or_default();
    found.sort();
    wanted.sort();
    if found == wanted {
        return Ok(text);
    }
    let entry = entry(path, one, to);
    let lines: Vec<&str> = entry.lines().collect();
    let place = Place { path: path.to_owned(), line: 1, column: 1 };
    Err(Error::new(format!("nothing can be added to the moves here: {id} would go to '{to}'"))
        .at(place)
        .help(format!("write them in this way: {}", lines.join(", "))))
}

/// Whether the configuration at `path` says that a model went to this app.
pub fn says(path: &Path, text: &str, id: &ModelId, to: &str) -> bool {
    let step = (id.app_label.clone(), id.model_name(), to.to_owned());
    steps(path, text).is_ok_and(|steps| steps.contains(&step))
}

/// What the configuration says of moves.
fn steps(path: &Path, text: &str) -> Result<Vec<Step>, Error> {
    let config = parse(path, text)?.unwrap_or_default();
    let step = |one: super::Recorded| (one.id.app_label.clone(), one.id.model_name(), one.to);
    Ok(config.moves.into_iter().map(step).collect())
}

/// The text after some edits of what it says of moves.
fn edited(path: &Path, text: &str, edit: impl Fn(&Moves) -> Vec<Edit>) -> Result<String, Error> {
    let source = Source::new(path.to_owned(), text.as_bytes().to_vec());
    let document = document(&source, text)?;
    let section = section(path, &document);
    let value = section.and_then(|section| section.get("moves"));
    let edits = edit(&Moves { source: &source, root: document.as_item(), section, value });
    let clash = |_| source.error(0, "the configuration would be changed twice in one place");
    let after = Edits::new(edits).map_err(clash)?.apply(text.as_bytes());
    String::from_utf8(after).map_err(|_| source.error(0, "this is not UTF-8"))
}

/// The moves in a configuration, and what is around them.
struct Moves<'a> {
    source: &'a Source,
    root: &'a Item,
    section: Option<&'a Item>,
    value: Option<&'a Item>,
}

/// An entry of `moves`.
struct Entry<'a> {
    table: &'a dyn TableLike,
    /// From its header or its brace to the end of its last value, or to its other brace.
    range: Range<usize>,
    /// Its place in a list in brackets; `None` for a table with a header.
    in_list: Option<usize>,
}

impl<'a> Moves<'a> {
    fn entries(&self) -> Vec<Entry<'a>> {
        match self.value {
            Some(Item::ArrayOfTables(tables)) => {
                let entry = |table: &'a toml_edit::Table| {
                    let values = table.iter().filter_map(|(_, item)| item.span());
                    let span = table.span()?;
                    let end = values.map(|span| span.end).fold(span.end, usize::max);
                    Some(Entry { table, range: span.start..end, in_list: None })
                };
                tables.iter().filter_map(entry).collect()
            }
            Some(Item::Value(Value::Array(array))) => {
                let entry = |(at, value): (usize, &'a Value)| {
                    let (table, range) = (value.as_inline_table()?, value.span()?);
                    Some(Entry { table, range, in_list: Some(at) })
                };
                array.iter().enumerate().filter_map(entry).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The entry of a model.
    fn find(&self, app: &str, name: &str) -> Option<Entry<'a>> {
        let is_of = |entry: &Entry| {
            let from = entry.table.get("from").and_then(Item::as_str);
            let id = from.and_then(|from| from.parse::<ModelId>().ok());
            id.is_some_and(|id| id.app_label == app && id.model_name() == name)
        };
        self.entries().into_iter().find(is_of)
    }

    /// The entry of a model leads to another app.
    fn redirected(&self, app: &str, name: &str, to: &str) -> Vec<Edit> {
        let value = self.find(app, name).and_then(|entry| entry.table.get("to")?.span());
        value.map(|span| Edit::replace(span, format!("\"{to}\""))).into_iter().collect()
    }

    /// The entry of a model goes.
    fn without(&self, app: &str, name: &str) -> Vec<Edit> {
        let list = self.value.and_then(Item::as_array);
        let gone = self.find(app, name).and_then(|entry| match (entry.in_list, list) {
            (Some(at), Some(list)) => self.listed(list, at, entry.range),
            _ => Some(self.lines(entry.range)),
        });
        gone.map(Edit::delete).into_iter().collect()
    }

    /// The lines of a table, with the blank one that set it off.
    fn lines(&self, range: Range<usize>) -> Range<usize> {
        let source = self.source;
        let (mut start, mut end) = (source.line_start(range.start), source.line_end(range.end));
        let length = source.bytes.len();
        let is_blank = |at: usize| source.is_blank_line(at);
        if start > 0 && is_blank(start - 1) && (end == length || is_blank(end)) {
            start = source.line_start(start - 1);
        } else if source.is_blank(0..start) && end < length && is_blank(end) {
            end = source.line_end(end);
        }
        if end == length && !source.bytes.ends_with(b"\n") {
            // The file ends without the end of a line, and is to do so again.
            start = source.bytes[..start].trim_ascii_end().len().max(source.line_start(0));
        }
        start..end
    }

    /// An entry of a list in brackets, with its line if it has one to itself, or with one comma.
    fn listed(&self, list: &Array, at: usize, range: Range<usize>) -> Option<Range<usize>> {
        let source = self.source;
        let closed = list.span()?.end - 1;
        let (start, end) = (source.line_start(range.start), source.line_end(range.end));
        let next = list.get(at + 1).and_then(Value::span);
        let rest = next.as_ref().map_or(closed, |next| next.start);
        let behind = self.comma(range.end..rest).map_or(range.end, |comma| comma + 1);
        let is_alone = source.is_blank(start..range.start) && end <= rest;
        Some(match (next, at.checked_sub(1).and_then(|at| list.get(at)?.span())) {
            _ if is_alone => start..end,
            (Some(next), _) => range.start..next.start,
            (None, Some(previous)) => previous.end..range.end,
            (None, None) => range.start..behind,
        })
    }

    /// The comma in a range, if one stands there outside of comments.
    fn comma(&self, range: Range<usize>) -> Option<usize> {
        let mut is_comment = false;
        range.into_iter().find(|at| {
            match self.source.bytes.get(*at) {
                Some(b'#') => is_comment = true,
                Some(b'\n') => is_comment = false,
                Some(b',') => return !is_comment,
                _ => {}
            }
            false
        })
    }

    /// An entry more.
    fn with(&self, one: &Noted, to: &str) -> Vec<Edit> {
        match self.value.and_then(Item::as_array) {
            Some(list) => self.listed_as_well(list, one, to),
            None => vec![self.with_table(one, to)],
        }
    }

    /// An entry more in a list in brackets, laid out as the last one is.
    fn listed_as_well(&self, array: &Array, one: &Noted, to: &str) -> Vec<Edit> {
        let source = self.source;
        let mut pairs = vec![format!("from = \"{}\"", one.id), format!("to = \"{to}\"")];
        pairs.extend(one.module.iter().map(|module| format!("module = \"{module}\"")));
        if !one.names.is_empty() {
            pairs.push(format!("names = [{}]", quoted(&one.names).join(", ")));
        }
        let entry = format!("{{ {} }}", pairs.join(", "));
        let Some(whole) = array.span() else { return Vec::new() };
        let Some(last) = array.iter().last().and_then(Value::span) else {
            return vec![Edit::insert(whole.start + 1, entry)];
        };
        let (start, end) = (source.line_start(last.start), source.line_end(last.end));
        let indent = source.text(start..last.start);
        if start < whole.start || !indent.trim().is_empty() || end >= whole.end {
            return vec![Edit::insert(last.end, format!(", {entry}"))];
        }
        let newline = source.newline();
        match self.comma(last.end..whole.end - 1) {
            Some(_) => vec![Edit::insert(end, format!("{indent}{entry},{newline}"))],
            None => vec![
                Edit::insert(last.end, ","),
                Edit::insert(end, format!("{indent}{entry}{newline}")),
            ],
        }
    }

    /// A table more: below the last one, else below what else is ours, else at the end.
    fn with_table(&self, one: &Noted, to: &str) -> Edit {
        let source = self.source;
        let at = self.end_of_ours().unwrap_or(source.bytes.len());
        let newline = source.newline();
        let mut text = source.with_newlines(&entry(&source.path, one, to));
        let starts_line = at == source.line_start(at);
        if !starts_line {
            // The file ends without the end of a line, and does so afterwards.
            text.truncate(text.trim_end().len());
            text.insert_str(0, newline);
        }
        if !source.is_blank_line(if starts_line { at.saturating_sub(1) } else { at }) {
            text.insert_str(0, newline);
        }
        if at < source.bytes.len() && !source.is_blank_line(at) {
            text.push_str(newline);
        }
        Edit::insert(at, text)
    }

    /// Where a header may follow what is ours and belong to nothing else; `None` at the end of the
    /// file.
    fn end_of_ours(&self) -> Option<usize> {
        let source = self.source;
        let tables = self.entries().into_iter().map(|entry| entry.range.end);
        let ours = tables.max().or_else(|| {
            let is_all = self.section.is_some_and(|section| std::ptr::eq(section, self.root));
            let ours = spans(self.section.filter(|_| !is_all)?);
            ours.all().map(|span| span.end).max()
        })?;
        let all = spans(self.root);
        let next = all.headers.iter().map(|span| span.start).filter(|start| *start > ours).min();
        let next = next.unwrap_or(source.bytes.len());
        let last = all.all().map(|span| span.end).filter(|end| *end <= next).max()?;
        let end = source.line_end(last);
        // A comment right below it goes with it, and one right above a header with that.
        let mut below = end;
        while below < next && source.line(below).trim_start().starts_with('#') {
            below = source.line_end(below);
        }
        let is_above = below == next && next < source.bytes.len();
        Some(if is_above { end } else { below })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "[[tool.django-rehome.moves]]\nfrom = \"emr.A\"\nto = \"core\"\n";

    fn plain(label: &str) -> Noted {
        Noted { id: label.parse().unwrap(), module: None, names: Vec::new() }
    }

    fn noted(path: &str, text: &str, label: &str, to: &str) -> String {
        record(path.as_ref(), text, &[plain(label)], to).unwrap()
    }

    /// A move is noted in a `pyproject.toml`: twice is once, and the way back leads to the same bytes.
    fn noted_and_back(text: &str) -> String {
        let after = noted(SHARED, text, "emr.A", "core");
        assert_eq!(noted(SHARED, &after, "emr.a", "core"), after, "{text}");
        assert_eq!(noted(SHARED, &after, "core.A", "emr"), text, "{after}");
        after
    }

    #[test]
    fn what_went_along_is_named() {
        let noted = |text: &str, module: Option<&str>, names: &[&str]| {
            let names = names.iter().map(|name| (*name).to_owned()).collect();
            let module = module.map(str::to_owned);
            record(OWN.as_ref(), text, &[Noted { module, names, ..plain("emr.A") }], "core")
                .unwrap()
        };
        let first = "[[moves]]\nfrom = \"emr.A\"\nto = \"core\"\n";
        let short = noted("", Some("emr.models.a"), &["AManager"]);
        assert_eq!(short, format!("{first}module = \"emr.models.a\"\nnames = [\"AManager\"]\n"));
        let long = ["x".repeat(50), "y".repeat(50)];
        let lines = format!("names = [\n    \"{}\",\n    \"{}\",\n]\n", long[0], long[1]);
        let long = noted("", None, &[&long[0], &long[1]]);
        assert_eq!(long, format!("{first}{lines}"));
        let listed =
            noted("moves = [{ from = \"emr.C\", to = \"core\" }]\n", Some("emr.a"), &["X"]);
        let entry = "{ from = \"emr.A\", to = \"core\", module = \"emr.a\", names = [\"X\"] }";
        assert!(listed.contains(entry), "{listed}");
        for text in [short, long, listed] {
            let config = parse(OWN.as_ref(), &text).unwrap().unwrap();
            assert!(config.moves.iter().any(|one| !one.names.is_empty()), "{text}");
            assert_eq!(noted(&text, None, &["AManager"]), text, "an entry that is there stays");
        }
    }

    #[test]
    fn an_entry_follows_what_is_there() {
        for (text, wanted) in [
            ("", ENTRY.to_owned()),
            ("x = 1 # why\n", format!("x = 1 # why\n\n{ENTRY}")),
            ("\u{feff}x = 1\n# end\n", format!("\u{feff}x = 1\n# end\n\n{ENTRY}")),
            ("x = '''\n[a]\n'''", format!("x = '''\n[a]\n'''\n\n{}", ENTRY.trim_end())),
            (
                "x = 1\r\ny = 2\r\n",
                format!("x = 1\r\ny = 2\r\n\r\n{}", ENTRY.replace('\n', "\r\n")),
            ),
            (
                "x = 1\r\ny = 2",
                format!("x = 1\r\ny = 2\r\n\r\n{}", ENTRY.trim_end().replace('\n', "\r\n")),
            ),
        ] {
            assert_eq!(noted_and_back(text), wanted);
        }
        // Two blank lines would be one too many; the one that was there goes with the entry.
        assert_eq!(noted(SHARED, "x = 1\n\n", "emr.A", "core"), format!("x = 1\n\n{ENTRY}"));
    }

    #[test]
    fn an_entry_follows_those_of_ours() {
        let other = ENTRY.replace("emr", "lab");
        for (before, after) in [
            (format!("[z]\nx = 1\n\n{other}"), String::new()),
            (other.clone(), "\n[z]\nx = 1\n".to_owned()),
            (other.clone(), "\n# of z\n[z]\nx = 1\n".to_owned()),
            (format!("{other}# of the entry\n"), "\n[z]\nx = 1\n".to_owned()),
            (format!("{}  # of it\n", other.trim_end()), "\n\n\n[z]\n".to_owned()),
            (
                "[tool.django-rehome]\nexclude = [\n  'x/',\n] # y\n".to_owned(),
                "\n[z]\n".to_owned(),
            ),
            (
                "[tool]\ndjango-rehome.force-exclude = true\nx = 1\n".to_owned(),
                "\n[z]\n".to_owned(),
            ),
            (
                "[tool.django-rehome]\n[tool.django-rehome.per-file-ignores]\n".to_owned(),
                "\n[z]\n".to_owned(),
            ),
        ] {
            let wanted = format!("{before}\n{ENTRY}{after}");
            assert_eq!(noted_and_back(&format!("{before}{after}")), wanted);
        }
        // Nothing sets the next table off.
        let wanted = format!("{other}\n{ENTRY}\n# of z\n[z]\n");
        assert_eq!(noted(SHARED, &format!("{other}# of z\n[z]\n"), "emr.A", "core"), wanted);
    }

    #[test]
    fn a_list_in_brackets_goes_on() {
        let (one, two) =
            ("{ from = \"lab.B\", to = \"x\" }", "{ from = \"emr.A\", to = \"core\" }");
        let other = |list: &str| format!("[tool.django-rehome]\nmoves = {list}\n[z]\n");
        for (list, wanted) in [
            ("[]".to_owned(), format!("[{two}]")),
            (format!("[{one}]"), format!("[{one}, {two}]")),
            (format!("[ {one}, ]"), format!("[ {one}, {two}, ]")),
            (
                format!("[\n  {one}, # why, then\n]"),
                format!("[\n  {one}, # why, then\n  {two},\n]"),
            ),
            (format!("[\n\t{one},\n\t# all\n]"), format!("[\n\t{one},\n\t{two},\n\t# all\n]")),
            (format!("[\n{one}]"), format!("[\n{one}, {two}]")),
        ] {
            assert_eq!(noted_and_back(&other(&list)), other(&wanted));
        }
        let (list, wanted) =
            (format!("[\n  {one} # a, b\n]"), format!("[\n  {one}, # a, b\n  {two}\n]"));
        let after = noted(SHARED, &other(&list), "emr.A", "core");
        assert_eq!(after, other(&wanted));
        // The comma that was needed may stay.
        assert_eq!(noted(SHARED, &after, "core.A", "emr"), other(&list.replace("} #", "}, #")));
        // The first of two, and the last one of all.
        let after = noted(SHARED, &other(&format!("[{one}, {two}]")), "x.B", "lab");
        assert_eq!(after, other(&format!("[{two}]")));
        assert_eq!(noted(SHARED, &other(&format!("[{two},]")), "core.A", "emr"), other("[]"));
        let inline = format!("tool.django-rehome = {{ moves = [{one}] }}\n");
        assert_eq!(noted_and_back(&inline), inline.replace(one, &format!("{one}, {two}")));
    }

    #[test]
    fn chains_are_kept_and_circles_are_not() {
        let steps = |text: &str| {
            let steps = super::steps(OWN.as_ref(), text).unwrap().into_iter();
            steps.map(|(from, _, to)| format!("{from}>{to}")).collect::<Vec<_>>().join(" ")
        };
        let mut text = new_text(&[plain("emr.A")], "core");
        assert_eq!(text, format!("{HEADER}\n[[moves]]\nfrom = \"emr.A\"\nto = \"core\"\n"));
        for (label, to, wanted) in [
            ("core.A", "visits", "emr>core core>visits"),
            ("visits.a", "core", "emr>core"),
            ("core.A", "visits", "emr>core core>visits"),
            // Round about: what is at emr again has left the others.
            ("visits.A", "emr", "core>visits visits>emr"),
            // By hand it went where nobody says, and is where it was.
            ("core.A", "lab", "core>lab visits>emr"),
            ("lab.A", "core", "visits>emr"),
            ("emr.A", "visits", ""),
        ] {
            text = noted(OWN, &text, label, to);
            assert_eq!(steps(&text), wanted);
        }
        assert!(is_bare(&text), "{text}");
    }

    #[test]
    fn an_entry_that_is_said_twice_goes_twice() {
        let text = format!("{ENTRY}\n{ENTRY}");
        assert_eq!(noted(SHARED, &text, "core.A", "emr"), "");
    }

    #[test]
    fn several_models_are_noted_in_their_order() {
        let models = ["emr.B", "emr.A"].map(plain);
        let after = record(SHARED.as_ref(), "x = 1\n", &models, "core").unwrap();
        assert_eq!(after, format!("x = 1\n\n{}\n{ENTRY}", ENTRY.replace(".A", ".B")));
    }

    #[test]
    fn what_leaves_no_place_is_refused() {
        let refusal = |text: &str| {
            let models = [plain("emr.A")];
            record(SHARED.as_ref(), text, &models, "core").unwrap_err().to_string()
        };
        assert_eq!(
            refusal("tool.django-rehome = { force-exclude = true }\n"),
            "pyproject.toml:1:1: nothing can be added to the moves here: emr.A would go to 'core'\n  \
             help: write them in this way: [[tool.django-rehome.moves]], from = \"emr.A\", to = \"core\""
        );
        assert!(
            refusal("[tool.django-rehome]\nexlude = []").contains("2:1: 'exlude' is not a key")
        );
    }
}
