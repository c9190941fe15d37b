//! The laws, each a function of bytes that nobody has looked at: it returns, or panics with what is
//! broken. None reads the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use django_rehome::choice::Choice;
use django_rehome::config::{self, Noted};
use django_rehome::diff;
use django_rehome::edit::{Change, ChangeSet};
use django_rehome::names::Names;
use django_rehome::pipeline::{Outcome, plan_in};
use django_rehome::project::Project;
use django_rehome::query;
use django_rehome::reference::{ModelId, Move, Record};
use django_rehome::scan;
use django_rehome::source::{PythonFile, Source, parse_text};
use tree_sitter::{Node, Query, QueryCursor, StreamingIterator};

use crate::patch;

/// A law, by the name of its target.
pub type Law = (&'static str, fn(&[u8]));

/// Every law.
pub const LAWS: [Law; 8] = [
    ("rewriter", rewriter),
    ("labels", labels),
    ("migration", migration),
    ("fixture", fixture),
    ("diff", diff),
    ("config", config),
    ("sketch", sketch),
    ("patterns", patterns),
];

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A project as small as can be: `emr.Encounter` is to move to `core`.
const PROJECT: &[(&str, &str)] = &[
    ("core/__init__.py", ""),
    (
        "core/models.py",
        "from django.db import models\n\n\nclass Patient(models.Model):\n    pass\n",
    ),
    ("core/migrations/__init__.py", ""),
    (
        "core/migrations/0001_initial.py",
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    initial = True\n    dependencies = []\n    operations = [\n        migrations.CreateModel(\n            name=\"Patient\",\n            fields=[(\"id\", models.AutoField(primary_key=True, serialize=False))],\n        ),\n    ]\n",
    ),
    ("emr/__init__.py", ""),
    (
        "emr/models.py",
        "from django.db import models\n\nfrom core.models import Patient\n\n\nclass Encounter(models.Model):\n    patient = models.ForeignKey(Patient, models.CASCADE)\n\n\nclass Note(models.Model):\n    encounter = models.ForeignKey(Encounter, models.CASCADE)\n",
    ),
    ("emr/migrations/__init__.py", ""),
    (
        "emr/migrations/0001_initial.py",
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    initial = True\n    dependencies = [(\"core\", \"0001_initial\")]\n    operations = [\n        migrations.CreateModel(\n            name=\"Encounter\",\n            fields=[\n                (\"id\", models.AutoField(primary_key=True, serialize=False)),\n                (\"patient\", models.ForeignKey(on_delete=models.CASCADE, to=\"core.patient\")),\n            ],\n        ),\n        migrations.CreateModel(\n            name=\"Note\",\n            fields=[\n                (\"id\", models.AutoField(primary_key=True, serialize=False)),\n                (\"encounter\", models.ForeignKey(on_delete=models.CASCADE, to=\"emr.encounter\")),\n            ],\n        ),\n    ]\n",
    ),
    ("emr/views.py", "from .models import Encounter\n\nx = Encounter\n"),
];

fn project() -> Files {
    let files = PROJECT.iter().map(|(path, text)| ((*path).into(), text.as_bytes().to_vec()));
    files.collect()
}

/// The move of a project that has `content` at `path`, held to what every move is held to: its patch
/// gives what it writes, and where it is written nothing is left to do. Returns the change set, unless
/// the move is refused.
fn moves(path: &str, content: &[u8]) -> Option<ChangeSet> {
    let mut files = project();
    files.insert(path.into(), content.to_vec());
    let planned = planned(&files);
    let changes = match planned {
        Ok(Some(changes)) => changes,
        Ok(None) => return None,
        Err(said) => {
            // A refusal speaks of what is there, never of what would have come out.
            for bug in ["would not be valid", "overlap", "edits clash", "a bug"] {
                assert!(!said.contains(bug), "{said}");
            }
            return None;
        }
    };
    let mut patched = files.clone();
    patch::apply(&diff::patch(&changes), &mut patched);
    for (path, change) in changes.iter() {
        assert_eq!(change.before.as_ref(), files.get(path), "{} was not read so", path.display());
        match &change.after {
            Some(after) => files.insert(path.to_owned(), after.clone()),
            None => files.remove(path),
        };
    }
    for (path, written) in &files {
        let (name, given) = (path.display(), patched.get(path));
        assert!(given == Some(written), "the patch of {name} does not give what is written");
    }
    assert_eq!(files.len(), patched.len(), "the patch makes other files");
    match self::planned(&files) {
        Ok(None) => {}
        Ok(Some(again)) => {
            let paths: Vec<_> = again.iter().map(|(path, _)| path.display().to_string()).collect();
            panic!("a second run would change {paths:?}");
        }
        Err(said) => panic!("a second run is refused: {said}"),
    }
    Some(changes)
}

/// What a move would change: nothing where it has been made; or why it is refused.
fn planned(files: &Files) -> Result<Option<ChangeSet>, String> {
    let model = "emr.Encounter".parse::<ModelId>().map_err(|error| error.to_string())?;
    let request = Move { record: Record::Nowhere, ..Move::new(vec![model], "core") };
    let choice = Choice::new(false, false, &[]).map_err(|error| error.to_string())?;
    let project = scan::project_of(files.clone()).map_err(|error| error.to_string())?;
    match plan_in(project, &request, &choice) {
        Ok(Outcome::AlreadyMoved) => Ok(None),
        Ok(Outcome::Planned(plan)) => Ok(Some(plan.changes)),
        Err(error) => Err(error.to_string()),
    }
}

/// A module that uses the model: lines that name neither it, nor its app, nor a module, stay as they
/// are, in their order.
pub fn rewriter(data: &[u8]) {
    let Some((which, content)) = data.split_first() else { return };
    let path = match which % 4 {
        0 | 1 => "emr/views.py",
        2 => "emr/admin.py",
        _ => "core/models.py",
    };
    let Some(changes) = moves(path, content) else { return };
    let Some(after) = changes.after(path.as_ref()) else { return };
    if path != "emr/views.py" {
        return;
    }
    let mut left = after.split(|byte| *byte == b'\n');
    for line in content.split(|byte| *byte == b'\n').filter(|line| is_of_others(line)) {
        let shown = String::from_utf8_lossy(line);
        assert!(left.any(|one| one == line), "this line is lost: {shown:?}");
    }
}

/// Whether a line can be no part of what a move touches in a module that uses the model.
fn is_of_others(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line).to_lowercase();
    let touched = ["encounter", "emr", "import", "models", "core", "all", "pass", "type_checking"];
    line.chars().any(char::is_alphanumeric)
        && !touched.iter().any(|word| line.contains(word))
        && !line.ends_with([',', '\\', '\r', ')'])
}

/// A string where a label, a path, a permission or the name of a URL is looked for: of the file, nothing
/// changes but within the quotes.
pub fn labels(data: &[u8]) {
    let Some((which, value)) = data.split_first() else { return };
    let is_plain = |c: char| !matches!(c, '"' | '\\' | '\n' | '\r' | '{' | '}' | '\0');
    let value: String = String::from_utf8_lossy(value).chars().filter(|c| is_plain(*c)).collect();
    let (begin, end) = match which % 8 {
        0 => ("from django.db import models\n\nx = models.ForeignKey(\"", "\", models.CASCADE)\n"),
        1 => ("from django.apps import apps\n\nx = apps.get_model(\"", "\")\n"),
        2 => ("def f(user):\n    return user.has_perm(\"", "\")\n"),
        3 => ("from django.urls import reverse\n\nx = reverse(\"", "\", args=[1])\n"),
        4 => ("from unittest.mock import patch\n\nx = patch(\"", "\")\n"),
        5 => ("from django.apps import apps\n\nx = apps.get_model(\"emr\", \"", "\")\n"),
        6 => ("x = f\"", "\"\n"),
        _ => ("X = [\n    \"", "\",  # of its own\n]\n"),
    };
    let content = format!("{begin}{value}{end}");
    let Some(changes) = moves("emr/views.py", content.as_bytes()) else { return };
    let Some(after) = changes.after("emr/views.py".as_ref()) else { return };
    // Where the app is named apart, it is what changes.
    let begin = begin.trim_end_matches("emr\", \"");
    assert!(after.starts_with(begin.as_bytes()), "it has changed what is before {value:?}");
    assert!(after.ends_with(end.as_bytes()), "it has changed what is behind {value:?}");
}

/// A migration of the app that the model leaves: it is history, and stays as it is.
pub fn migration(data: &[u8]) {
    let Some((which, content)) = data.split_first() else { return };
    let path = match which % 3 {
        0 => "emr/migrations/0002_more.py",
        1 => "core/migrations/0002_more.py",
        _ => "emr/migrations/0001_initial.py",
    };
    let Some(changes) = moves(path, content) else { return };
    assert!(changes.get(path.as_ref()).is_none(), "history is changed");
}

/// A fixture: nothing changes in it but the label of the app, and what could be read can be read.
pub fn fixture(data: &[u8]) {
    let Some((which, content)) = data.split_first() else { return };
    let path = match which % 4 {
        0 => "emr/fixtures/visits.json",
        1 => "emr/fixtures/visits.yaml",
        2 => "emr/fixtures/visits.xml",
        _ => "emr/fixtures/visits.jsonl",
    };
    let Some(changes) = moves(path, content) else { return };
    let Some(after) = changes.after(path.as_ref()) else { return };
    let (mut old, mut new) = (content, after);
    while let (Some((first, old_rest)), Some((other, new_rest))) =
        (old.split_first(), new.split_first())
    {
        (old, new) = match first == other {
            true => (old_rest, new_rest),
            false => {
                let parts = old.strip_prefix(b"emr").zip(new.strip_prefix(b"core"));
                parts.unwrap_or_else(|| panic!("it has changed more than the label"))
            }
        };
    }
    assert!(old.is_empty() && new.is_empty(), "it has changed the end");
    if path.ends_with(".json") && serde_json::from_slice::<serde_json::Value>(content).is_ok() {
        assert!(serde_json::from_slice::<serde_json::Value>(after).is_ok(), "it is no JSON now");
    }
}

/// Two versions of a file of any name: the patch of one gives the other.
pub fn diff(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == 0xff);
    let (Some(name), Some(before)) = (parts.next(), parts.next()) else { return };
    let (is_new, before) = (before.first() == Some(&b'!'), before.to_vec());
    let after = parts.next().map(<[u8]>::to_vec);
    let name: Vec<u8> = name.iter().copied().filter(|byte| !matches!(byte, 0 | b'/')).collect();
    if name.is_empty() || name == b"." || name == b".." {
        return;
    }
    let path = Path::new("a dir").join(patch::path_of(&name));
    let before = (!is_new).then_some(before);
    let (mut changes, mut files) = (ChangeSet::default(), Files::new());
    files.extend(before.iter().map(|before| (path.clone(), before.clone())));
    changes.insert(path.clone(), Change { before, after: after.clone() });
    patch::apply(&django_rehome::diff::patch(&changes), &mut files);
    assert_eq!(files.get(&path), after.as_ref(), "the patch does not give what is written");
}

/// A configuration: what is noted in it can be read again, once, and all else stays.
pub fn config(data: &[u8]) {
    let Some((which, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let path = Path::new(if which % 2 == 0 { "pyproject.toml" } else { "django-rehome.toml" });
    let _ = config::own_ranges(path, text);
    if config::parse(path, text).is_err() {
        return;
    }
    let Ok(id) = "emr.Encounter".parse::<ModelId>() else { return };
    let noted = [Noted { id: id.clone(), module: None, names: vec!["helper".to_owned()] }];
    let Ok(after) = config::record(path, text, &noted, "core") else { return };
    let read = config::parse(path, &after);
    assert!(read.is_ok(), "what is noted cannot be read: {after:?}");
    // A model that comes back takes the entry out with which it had left.
    if config::says(path, &after, &id, "core") {
        let again = config::record(path, &after, &noted, "core");
        assert!(again.is_ok_and(|again| again == after), "it is noted twice: {after:?}");
    } else {
        let left = "core.Encounter".parse::<ModelId>();
        let comes_back = left.is_ok_and(|left| config::says(path, text, &left, "emr"));
        assert!(comes_back && after != text, "it is not noted: {after:?}");
    }
    if !text.contains("moves") {
        let mut left = after.lines();
        for line in text.lines() {
            assert!(left.any(|one| one == line), "the line {line:?} is lost: {after:?}");
        }
    }
}

static SMALL_PROJECT: LazyLock<Option<Project>> =
    LazyLock::new(|| scan::project_of(project()).ok());

/// A module that is read as far as it takes to understand what stands where it says `Encounter`: there
/// everything is as it is where all of it is read.
pub fn sketch(data: &[u8]) {
    let path = Path::new("emr/views.py");
    let Some(project) = SMALL_PROJECT.as_ref() else { panic!("the project cannot be read") };
    let Ok(text) = std::str::from_utf8(data) else { return };
    // The grammar lets an operator go on in the next line, which Python does not.
    let goes_on = |line: &str| line.trim_end().ends_with(|c| "+-*/%@&|^~<>=.!".contains(c));
    let Ok(whole) = parse_text(path, text) else { return };
    if whole.syntax_error().is_some() || text.lines().any(goes_on) {
        return;
    }
    let places: Vec<_> =
        text.match_indices("Encounter").map(|(at, word)| at..at + word.len()).collect();
    let Ok(part) = PythonFile::sketched(Source::new(path.into(), data.to_vec()), &places) else {
        return;
    };
    let names = |file: &PythonFile| Names::read(project, file);
    let (Ok(all), Ok(some)) = (names(&whole), names(&part)) else { return };
    let top = |names: &Names| -> Vec<_> {
        let imports = names.imports.iter().filter(|one| one.top_level);
        imports.map(|one| (one.range.clone(), one.from.clone(), one.star)).collect()
    };
    assert_eq!(top(&all), top(&some), "its imports are others");
    for place in places {
        let seen = |file: &PythonFile, names: &Names| {
            let node = file.root().descendant_for_byte_range(place.start, place.end)?;
            // A comment belongs to the block that ends before it, which may be shorter.
            if node.kind() == "comment" {
                return None;
            }
            let whole = node.parent().filter(|parent| parent.kind() == "attribute");
            let around: Vec<String> =
                file.around(node).map(|node| node.kind().to_owned()).collect();
            let meanings =
                [Some(node), whole].map(|node| Some(names.meanings(project, file, node?)));
            let scopes = [names.in_function(place.start), names.in_class(place.start)];
            Some((node.kind().to_owned(), node.byte_range(), around, meanings, scopes))
        };
        assert_eq!(seen(&whole, &all), seen(&part, &some), "it is read otherwise at {place:?}");
    }
}

static QUERIES: LazyLock<Vec<Query>> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let of = |subject: &&query::Subject| {
        let name = format!("queries/{}.scm", subject.name());
        let text = std::fs::read_to_string(directory.join(&name))
            .or_else(|_| std::fs::read_to_string(directory.join("..").join(&name)));
        Query::new(&tree_sitter_python::LANGUAGE.into(), &text.ok()?).ok()
    };
    query::ALL.iter().filter_map(of).collect()
});

/// A module without errors: the patterns find in it what tree-sitter's own queries find. Around what could
/// not be parsed, these pass over what stands there.
pub fn patterns(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(file) = parse_text(Path::new("emr/views.py"), text) else { return };
    if file.syntax_error().is_some() {
        return;
    }
    assert_eq!(QUERIES.len(), query::ALL.len(), "the queries cannot be read");
    for (subject, query) in query::ALL.iter().zip(QUERIES.iter()) {
        let found = subject.matches(&file, file.root()).unwrap_or_default();
        let mut ours: Vec<_> =
            found.iter().map(|one| shown(one.kind, one.captures.iter().copied())).collect();
        let mut theirs = Vec::new();
        let mut cursor = QueryCursor::new();
        let mut matches = cursor.matches(query, file.root(), data);
        while let Some(one) = matches.next() {
            let settings = query.property_settings(one.pattern_index).iter();
            let kind =
                settings.filter(|one| &*one.key == "kind").find_map(|one| one.value.as_deref());
            let names = query.capture_names();
            let captures = one.captures().iter().map(|one| (names[one.index as usize], one.node));
            theirs.push(shown(kind.unwrap_or_default(), captures));
        }
        ours.sort();
        theirs.sort();
        assert_eq!(ours, theirs, "{}", subject.name());
    }
}

/// A match: its kind, and the names and ranges of its captures.
fn shown<'t>(
    kind: &str,
    captures: impl Iterator<Item = (&'t str, Node<'t>)>,
) -> (String, Vec<(String, usize, usize)>) {
    let captures = captures.filter(|(name, _)| !name.starts_with('_'));
    let range = |(name, node): (&str, Node)| (name.to_owned(), node.start_byte(), node.end_byte());
    let mut captures: Vec<_> = captures.map(range).collect();
    captures.sort();
    (kind.to_owned(), captures)
}
