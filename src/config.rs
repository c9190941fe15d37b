//! The configuration: `[tool.django-rehome]` of a `pyproject.toml`, or a `django-rehome.toml`, from its
//! text. `scan` finds the file and reads it.
//!
//! What is wrong in it is said with its place, and ends the run: a key that is misspelt would otherwise
//! be one that does nothing.

mod record;

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml_edit::{Document, Item, Key, Table, TableLike, Value};

pub use self::record::{Noted, entry, is_bare, new_text, record, says};
use crate::choice;
use crate::diagnostic::{Error, Place, nearest};
use crate::reference::{ModelId, ReferenceKind, is_identifier};
use crate::rules;
use crate::source::Source;

/// The file that other tools share: what is ours stands below `[tool.django-rehome]`.
pub const SHARED: &str = "pyproject.toml";

/// The file that is ours alone.
pub const OWN: &str = "django-rehome.toml";

/// The keys of the configuration.
const KEYS: &[&str] = &["moves", "exclude", "extend-exclude", "force-exclude", "per-file-ignores"];

/// The keys of an entry of `moves`.
const MOVE_KEYS: &[&str] = &["from", "to", "module", "names"];

/// What the configuration says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The file, as found: absolute, or relative to the current directory. `None` where there is none,
    /// or none is to be read.
    pub path: Option<PathBuf>,
    /// The moves that were made, in the order of the file. They may form chains (`emr` to `core`, later
    /// `core` to `visits`), and circles.
    pub moves: Vec<Recorded>,
    /// Rules, kinds of references and globs, as `--exclude` takes them.
    pub exclude: Vec<String>,
    /// The same, besides those of `exclude` or of `--exclude`.
    pub extend_exclude: Vec<String>,
    /// Whether files that are excluded are left out when the command line names them as well.
    pub force_exclude: bool,
    /// Globs, and the kinds of references that are left out in the files that match.
    pub per_file_ignores: Vec<(String, Vec<ReferenceKind>)>,
}

impl Config {
    /// The directory of the file, if there is one.
    pub fn directory(&self) -> Option<&Path> {
        let directory = self.path.as_deref()?.parent()?;
        Some(if directory.as_os_str().is_empty() { Path::new(".") } else { directory })
    }
}

/// A move that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The model under its old label.
    pub id: ModelId,
    /// Label of the app that it went to.
    pub to: String,
    /// The module that it has left, where that is not the `models` of its app.
    pub module: Option<String>,
    /// What else others had from its module, and went along: a manager, a constant.
    pub names: Vec<String>,
    /// Where the entry is.
    pub place: Place,
}

/// Reads the text of the file at `path`; `None` where it is a `pyproject.toml` that says nothing of us.
///
/// # Errors
/// It is not TOML, has a key that we do not know, or a value that is none.
pub fn parse(path: &Path, text: &str) -> Result<Option<Config>, Error> {
    let source = Source::new(path.to_owned(), text.as_bytes().to_vec());
    let document = document(&source, text)?;
    let Some(section) = section(path, &document) else { return Ok(None) };
    let reader = Reader { source: &source };
    let config = Config { path: Some(path.to_owned()), ..Config::default() };
    reader.config(section, config).map(Some)
}

/// The byte ranges of the configuration at `path` that hold our own entries: what they say of old labels
/// are no references. Empty where the file is no configuration of ours.
pub fn own_ranges(path: &Path, text: &str) -> Vec<Range<usize>> {
    let Ok(document) = Document::parse(text) else { return Vec::new() };
    let is_ours = match path.file_name().and_then(|name| name.to_str()) {
        Some(SHARED | OWN) => true,
        // One that `--config` names may be called anything.
        _ => matches!(parse(path, text), Ok(Some(config)) if !config.moves.is_empty()),
    };
    let section = section(path, &document).filter(|_| is_ours);
    let spans = section.map(spans).unwrap_or_default();
    let mut ranges: Vec<Range<usize>> = spans.all().cloned().collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges
}

/// The text as TOML.
fn document<'t>(source: &Source, text: &'t str) -> Result<Document<&'t str>, Error> {
    Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let why = error.message().lines().collect::<Vec<_>>().join("; ");
        source.error(at, format!("this is not TOML: {why}"))
    })
}

/// What is ours in the file at `path`.
fn section<'d>(path: &Path, document: &'d Document<&str>) -> Option<&'d Item> {
    match path.file_name().is_some_and(|name| name == SHARED) {
        true => document.as_item().get("tool")?.get("django-rehome"),
        false => Some(document.as_item()),
    }
}

/// The byte ranges in an item.
#[derive(Default)]
struct Spans {
    /// `[a.b]`, `[[a.b]]`
    headers: Vec<Range<usize>>,
    /// Keys and values.
    others: Vec<Range<usize>>,
}

impl Spans {
    fn all(&self) -> impl Iterator<Item = &Range<usize>> {
        self.headers.iter().chain(&self.others)
    }

    fn header(&mut self, table: &Table) {
        let is_written = !table.is_implicit() && !table.is_dotted();
        self.headers.extend(table.span().filter(|span| is_written && !span.is_empty()));
    }
}

fn spans(item: &Item) -> Spans {
    let (mut found, mut left) = (Spans::default(), vec![item]);
    while let Some(item) = left.pop() {
        let mut tables: Vec<&dyn TableLike> = Vec::new();
        match item {
            // It reaches from the first header to the last: others may stand between.
            Item::ArrayOfTables(list) => {
                list.iter().for_each(|table| found.header(table));
                tables.extend(list.iter().map(|table| table as &dyn TableLike));
            }
            Item::Table(table) => {
                found.header(table);
                tables.push(table);
            }
            Item::Value(value) => {
                found.others.extend(value.span());
                tables.extend(value.as_inline_table().map(|table| table as &dyn TableLike));
            }
            Item::None => {}
        }
        for table in tables {
            left.extend(table.iter().map(|(_, item)| item));
            found.others.extend(table.iter().filter_map(|(key, _)| table.key(key)?.span()));
        }
    }
    found
}

/// A place to read values from.
struct Reader<'s> {
    source: &'s Source,
}

impl Reader<'_> {
    fn config(&self, section: &Item, mut config: Config) -> Result<Config, Error> {
        let section = section
            .as_table_like()
            .ok_or_else(|| self.wrong(section.span(), "django-rehome", "a table"))?;
        for (key, item) in section.iter() {
            match key {
                "moves" => config.moves = self.moves(item)?,
                "exclude" => config.exclude = self.exclusions(key, item)?,
                "extend-exclude" => config.extend_exclude = self.exclusions(key, item)?,
                "force-exclude" => {
                    let wrong = || self.wrong(item.span(), key, "true or false");
                    config.force_exclude = item.as_bool().ok_or_else(wrong)?;
                }
                "per-file-ignores" => config.per_file_ignores = self.ignores(key, item)?,
                _ => return Err(self.unknown(section, key, KEYS)),
            }
        }
        Ok(config)
    }

    /// `[[moves]]`, or `moves = [{ … }]`.
    fn moves<'t>(&self, item: &'t Item) -> Result<Vec<Recorded>, Error> {
        let wrong = |span| {
            self.wrong(span, "moves", "a list of tables")
                .help("write [[moves]] (in pyproject.toml [[tool.django-rehome.moves]]), and below it from = \"emr.Encounter\" and to = \"core\"")
        };
        let mut entries: Vec<(&dyn TableLike, Place)> = Vec::new();
        match item {
            Item::ArrayOfTables(tables) => {
                let entry = |one: &'t Table| (one as &dyn TableLike, self.place(one.span()));
                entries.extend(tables.iter().map(entry));
            }
            Item::Value(Value::Array(array)) => {
                for value in array {
                    let table = value.as_inline_table().ok_or_else(|| wrong(value.span()))?;
                    entries.push((table, self.place(value.span())));
                }
            }
            _ => return Err(wrong(item.span())),
        }
        let mut moves: Vec<Recorded> = Vec::new();
        for (entry, place) in entries {
            let recorded = self.recorded(entry, place)?;
            let same = |one: &&Recorded| {
                one.id.app_label == recorded.id.app_label
                    && one.id.model_name() == recorded.id.model_name()
            };
            match moves.iter().find(same) {
                None => moves.push(recorded),
                Some(other) if other.to == recorded.to => {}
                Some(other) => {
                    let (id, line) = (&recorded.id, other.place.line);
                    let message = format!("{id} went to '{}' already, by line {line}", other.to);
                    return Err(Error::new(message).at(recorded.place).help(format!(
                        "a model that went on from there has an entry for that: from = \"{}.{}\"",
                        other.to, id.name
                    )));
                }
            }
        }
        Ok(moves)
    }

    /// One entry of `moves`.
    fn recorded(&self, entry: &dyn TableLike, place: Place) -> Result<Recorded, Error> {
        if let Some((key, _)) = entry.iter().find(|(key, _)| !MOVE_KEYS.contains(key)) {
            return Err(self.unknown(entry, key, MOVE_KEYS));
        }
        let value = |key: &str| match entry.get(key) {
            None => Err(Error::new(format!("this move has no '{key}'"))
                .at(place.clone())
                .help("write from = \"emr.Encounter\" and to = \"core\"")),
            Some(item) => {
                let wrong = || self.wrong(item.span(), key, "a text in quotes");
                Ok((item.as_str().ok_or_else(wrong)?, self.place(item.span())))
            }
        };
        let ((from, from_place), (to, to_place)) = (value("from")?, value("to")?);
        let id = from.parse::<ModelId>().map_err(|error| error.at(from_place))?;
        if !is_identifier(to) {
            return Err(Error::new(format!("'{to}' is not an app label"))
                .at(to_place)
                .help("write the label alone, such as to = \"core\""));
        }
        if to == id.app_label {
            return Err(Error::new(format!(
                "{id} cannot have moved to '{to}': that is its own app"
            ))
            .at(to_place)
            .help("write the app that it is in now, or take the entry away"));
        }
        let module = match entry.get("module") {
            None => None,
            Some(_) => Some(module(value("module")?)?),
        };
        let mut names = Vec::new();
        if let Some(item) = entry.get("names") {
            for (name, place) in self.texts("names", item)? {
                if !is_identifier(&name) {
                    return Err(Error::new(format!("'{name}' is not a name of Python"))
                        .at(place)
                        .help("name what went along with the class, such as EncounterManager"));
                }
                names.push(name);
            }
        }
        Ok(Recorded { id, to: to.to_owned(), module, names, place })
    }

    /// A list of rules, kinds and globs.
    fn exclusions(&self, key: &str, item: &Item) -> Result<Vec<String>, Error> {
        let read = |(word, place): (String, _)| match choice::exclusion(&word) {
            Ok(_) => Ok(word),
            Err(error) => Err(error.at(place)),
        };
        self.texts(key, item)?.into_iter().map(read).collect()
    }

    /// Globs, each with a list of rules.
    fn ignores(&self, key: &str, item: &Item) -> Result<Vec<(String, Vec<ReferenceKind>)>, Error> {
        let wrong = || {
            self.wrong(item.span(), key, "a table")
                .help("write a glob and the rules: \"legacy/**\" = [\"stale-import\"]")
        };
        let table = item.as_table_like().ok_or_else(wrong)?;
        let mut ignores = Vec::new();
        for (glob, item) in table.iter() {
            if let Err(error) = choice::glob(glob) {
                return Err(error.at(self.place(table.key(glob).and_then(Key::span))));
            }
            let kind =
                |(word, place): (String, _)| rules::kind(&word).map_err(|error| error.at(place));
            let kinds = self.texts(glob, item)?.into_iter().map(kind);
            ignores.push((glob.to_owned(), kinds.collect::<Result<_, _>>()?));
        }
        Ok(ignores)
    }

    /// A list of texts, with where each is.
    fn texts(&self, key: &str, item: &Item) -> Result<Vec<(String, Place)>, Error> {
        let wrong = |span| self.wrong(span, key, "a list of texts in quotes");
        let array = item.as_array().ok_or_else(|| wrong(item.span()))?;
        let text = |value: &Value| match value.as_str() {
            Some(text) => Ok((text.to_owned(), self.place(value.span()))),
            None => Err(wrong(value.span())),
        };
        array.iter().map(text).collect()
    }

    /// The refusal of a key that nobody knows.
    fn unknown(&self, table: &dyn TableLike, key: &str, known: &[&str]) -> Error {
        let near = nearest(key, known.iter().copied());
        let error = Error::new(format!("'{key}' is not a key of the configuration"))
            .at(self.place(table.key(key).and_then(Key::span)));
        match near.first() {
            Some(near) => error.help(format!("did you mean {near}?")),
            None => error.help(format!("the keys here are {}", known.join(", "))),
        }
    }

    /// The refusal of a value of another type.
    fn wrong(&self, span: Option<Range<usize>>, key: &str, wanted: &str) -> Error {
        Error::new(format!("'{key}' takes {wanted}")).at(self.place(span))
    }

    fn place(&self, span: Option<Range<usize>>) -> Place {
        self.source.place(span.map_or(0, |span| span.start))
    }
}

/// The dotted name of a module.
fn module((module, place): (&str, Place)) -> Result<String, Error> {
    match module.split('.').all(is_identifier) {
        true => Ok(module.to_owned()),
        false => Err(Error::new(format!("'{module}' is not a module"))
            .at(place)
            .help("write the module that the model has left, such as emr.models.encounter")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(text: &str) -> Result<Option<Config>, Error> {
        parse(SHARED.as_ref(), text)
    }

    fn own(text: &str) -> Result<Config, Error> {
        parse(OWN.as_ref(), text).map(Option::unwrap)
    }

    /// What is said of a `django-rehome.toml`, on one line.
    fn refusal(text: &str) -> String {
        own(text).unwrap_err().to_string().replace("\n  help:", ";")
    }

    #[test]
    fn every_key_is_read() {
        let text = "exclude = ['permission', 'stale-import', 'legacy/**']\n\
            extend-exclude = [\"RH001\"]\nforce-exclude = true\n\n[[moves]]\nfrom = 'emr.Encounter'\n\
            to = 'core'\n\n[[moves]]\nfrom = 'core.Encounter'\nto = 'visits'\n\n\
            [per-file-ignores]\n'docs/*.py' = ['label', 'stale-import']\n";
        let config = own(text).unwrap();
        assert_eq!(config.exclude, ["permission", "stale-import", "legacy/**"]);
        assert_eq!(config.extend_exclude, ["RH001"]);
        assert!(config.force_exclude);
        let kinds = vec![ReferenceKind::Label, ReferenceKind::FromImport];
        assert_eq!(config.per_file_ignores, [("docs/*.py".to_owned(), kinds)]);
        let moves = config.moves.iter().map(|one| (one.id.to_string(), &*one.to, one.place.line));
        let wanted = [("emr.Encounter".into(), "core", 5), ("core.Encounter".into(), "visits", 9)];
        assert_eq!(moves.collect::<Vec<_>>(), wanted);
        assert_eq!(config.directory(), Some(Path::new(".")));

        let section = text
            .replace("[[", "[[tool.django-rehome.")
            .replace("\n[per", "\n[tool.django-rehome.per");
        let read =
            shared(&format!("[tool.black]\nx = 1\n[tool.django-rehome]\n{section}")).unwrap();
        let strip = |moves: &[Recorded]| moves.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        let read = read.unwrap();
        assert_eq!(strip(&read.moves), strip(&config.moves));
        assert_eq!(read.per_file_ignores, config.per_file_ignores);
    }

    #[test]
    fn a_pyproject_may_say_nothing_of_us() {
        for text in ["", "[project]\nname = 'x'\n", "[tool.ruff]\nline-length = 9\n", "tool = 3\n"]
        {
            assert_eq!(shared(text), Ok(None), "{text}");
        }
        assert!(shared("[tool.django-rehome]\n").unwrap().is_some());
        assert!(own("").unwrap().moves.is_empty());
    }

    #[test]
    fn moves_are_written_in_any_way() {
        for text in [
            "[tool.django-rehome]\nmoves = [{ from = 'emr.A', to = 'core' }]\n",
            "[tool]\ndjango-rehome.moves = [{ from = 'emr.A', to = 'core' }]\n",
            "tool.django-rehome = { moves = [{ from = 'emr.A', to = 'core' }] }\n",
            "[tool.'django-rehome']\nmoves = [\n  # why\n  { from = 'emr.A', to = 'core' },\n]\n",
            "\u{feff}[[tool.django-rehome.moves]]\r\nfrom = \"emr.A\"\r\nto = \"core\"\r\n",
            // Said twice.
            "[[tool.django-rehome.moves]]\nfrom='emr.A'\nto='core'\n[[tool.django-rehome.moves]]\nfrom='emr.a'\nto='core'",
        ] {
            let config = shared(text).unwrap().unwrap();
            let [one] = &config.moves[..] else { panic!("{text}: {config:?}") };
            assert_eq!((one.id.to_string().as_str(), one.to.as_str()), ("emr.A", "core"), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, wanted) in [
            ("a = \n", "django-rehome.toml:1:5: this is not TOML: "),
            ("a = 1\na = 2\n", "django-rehome.toml:2:1: this is not TOML: duplicate key"),
            (
                "\n exlude = []",
                "django-rehome.toml:2:2: 'exlude' is not a key of the configuration; did you mean exclude?",
            ),
            (
                "root = 'x'",
                "1:1: 'root' is not a key of the configuration; the keys here are moves, exclude,",
            ),
            ("moves = 3", "1:9: 'moves' takes a list of tables; write [[moves]]"),
            ("moves = ['emr.A']", "1:10: 'moves' takes a list of tables;"),
            ("[moves]\nfrom = 'emr.A'\nto = 'core'", "1:1: 'moves' takes a list of tables;"),
            (
                "[[moves]]\nform = 'emr.A'",
                "2:1: 'form' is not a key of the configuration; did you mean from?",
            ),
            ("moves = [{ to = 'core' }]", "1:10: this move has no 'from'"),
            ("[[moves]]\nfrom = 'emr.A'\n", "1:1: this move has no 'to'"),
            ("[[moves]]\nfrom = 'emr.A'\nto = 3", "3:6: 'to' takes a text in quotes"),
            (
                "[[moves]]\nfrom = 'A'\nto = 'core'",
                "2:8: 'A' is not a model's label; write app_label.Model",
            ),
            ("[[moves]]\nfrom = 'emr.A'\nto = 'core.A'", "3:6: 'core.A' is not an app label"),
            ("[[moves]]\nfrom = 'emr.A'\nto = ''", "3:6: '' is not an app label"),
            ("[[moves]]\nfrom = 'emr.A'\nto = 'emr'", "3:6: emr.A cannot have moved to 'emr'"),
            (
                "[[moves]]\nfrom = 'emr.A'\nto = 'core'\n[[moves]]\nfrom = 'emr.a'\nto = 'lab'",
                "4:1: emr.a went to 'core' already, by line 1; a model that went on from there has an entry for that: from = \"core.a\"",
            ),
            ("exclude = 'label'", "1:11: 'exclude' takes a list of texts in quotes"),
            ("exclude = ['label', 3]", "1:21: 'exclude' takes a list of texts in quotes"),
            (
                "exclude = ['lable']",
                "1:12: 'lable' is not a kind of reference, nor a rule; did you mean label?",
            ),
            ("extend-exclude = ['[z-a]']", "1:19: '[z-a]' is not a glob: "),
            ("force-exclude = 'yes'", "1:17: 'force-exclude' takes true or false"),
            ("per-file-ignores = ['x']", "1:20: 'per-file-ignores' takes a table; write a glob"),
            ("[per-file-ignores]\n'ä/*' = ['lable']", "2:10: 'lable' is not a kind of reference"),
            ("[per-file-ignores]\n'[z-a]' = ['label']", "2:1: '[z-a]' is not a glob"),
            ("[per-file-ignores]\n'a' = 'label'", "2:7: 'a' takes a list of texts in quotes"),
        ] {
            let said = refusal(text);
            assert!(said.contains(wanted), "{text}\n  {said}\n  {wanted}");
        }
        let said = shared("[[tool.django-rehome]]\nmoves = 3").unwrap_err().to_string();
        assert_eq!(said, "pyproject.toml:1:1: 'django-rehome' takes a table");
    }

    #[test]
    fn what_is_nested_without_end_is_refused() {
        let deep = format!("moves = {}", "[".repeat(200_000));
        assert!(refusal(&deep).contains("this is not TOML"));
        assert!(own_ranges(OWN.as_ref(), &deep).is_empty());
    }

    #[test]
    fn our_own_entries_are_known() {
        let mentions = |path: &str, text: &str| {
            let ranges = own_ranges(path.as_ref(), text);
            let inside = |at: usize| ranges.iter().any(|range| range.contains(&at));
            text.match_indices("emr.A").map(|(at, _)| inside(at)).collect::<Vec<bool>>()
        };
        let text = "[tool.audit]\nx = 'emr.A'\n[tool.django-rehome]\nexclude = ['emr.A.py']\n\
            [[tool.django-rehome.moves]]\nfrom = 'emr.A'\nto = 'core'\n[tool.django-rehome.per-file-ignores]\n\
            'emr.A.py' = ['label']\n[tool.z]\nx = 'emr.A'\n";
        assert_eq!(mentions("sub/pyproject.toml", text), [false, true, true, true, false]);
        let text = "x = ['emr.A']\n[[moves]]\nfrom = 'emr.A'\nto = 'core'\n";
        assert_eq!(mentions("django-rehome.toml", text), [true, true]);
        assert_eq!(mentions("other.toml", text), [false, false]);
        // One that `--config` names.
        assert_eq!(mentions("ci.toml", &text[text.find('[').unwrap() + 10..]), [true]);
        let text = "[[tool.django-rehome.moves]]\nfrom = 'emr.A'\nto = 'core'\n[tool.z]\n\
            x = 'emr.A'\n[[tool.django-rehome.moves]]\nfrom = 'core.A'\nto = 'lab' # emr.A\n";
        assert_eq!(mentions("pyproject.toml", text), [true, false, false]);
        assert_eq!(mentions("pyproject.toml", "[tool.django-rehome\nx = 'emr.A'"), [false]);
    }
}
