//! The reports of `check` from outside: each format as it is blessed in `testdata/reports`, and those
//! that have a schema held to it.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read their expectations, and fail loudly"
)]

mod common;

use std::ops::Range;
use std::path::{Path, PathBuf};

use common::{assert_blessed, testdata};
use django_rehome::cli::Format;
use django_rehome::diagnostic::{Diagnostic, Place};
use django_rehome::finding::{Checked, Finding, Fix, Position, Region, TextEdit};
use django_rehome::reference::{Certainty, ReferenceKind};
use django_rehome::report;
use django_rehome::rules::{NOT_JUDGED, RULES, Rule};
use serde_json::{Value, json};

/// Every format, with the end of its blessed file.
const FORMATS: [(Format, &str); 8] = [
    (Format::Full, "full.txt"),
    (Format::Concise, "concise.txt"),
    (Format::Json, "json.json"),
    (Format::Github, "github.txt"),
    (Format::Gitlab, "gitlab.json"),
    (Format::Sarif, "sarif.json"),
    (Format::Rdjson, "rdjson.json"),
    (Format::Markdown, "markdown.md"),
];

/// A file as `check` would have read it.
struct File {
    path: PathBuf,
    text: &'static str,
}

impl File {
    fn new(path: &str, text: &'static str) -> Self {
        Self { path: path.into(), text }
    }

    fn position(&self, at: usize) -> Position {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        Position {
            line: self.text[..at].matches('\n').count() + 1,
            column: self.text[start..at].chars().count() + 1,
            byte_column: at - start + 1,
        }
    }

    fn region(&self, bytes: Range<usize>) -> Region {
        Region { start: self.position(bytes.start), end: self.position(bytes.end), bytes }
    }

    /// Where a text stands, counted from 0 if it does so several times.
    fn nth(&self, text: &str, nth: usize) -> Region {
        let (start, _) = self.text.match_indices(text).nth(nth).unwrap();
        self.region(start..start + text.len())
    }

    fn finding(&self, kind: ReferenceKind, region: Region, message: &str) -> Finding {
        let lines = self.text.lines().skip(region.start.line - 1);
        let count = region.end.line - region.start.line + 1;
        Finding {
            rule: Rule::of(kind).unwrap(),
            certainty: Certainty::Proven,
            path: self.path.clone(),
            lines: lines.take(count).map(str::to_owned).collect(),
            region,
            message: message.to_owned(),
            fix: None,
            help: None,
        }
    }
}

fn edit(region: Region, text: &str) -> TextEdit {
    TextEdit { region, text: text.to_owned() }
}

#[expect(clippy::unnecessary_wraps, reason = "it is what a finding has")]
fn fix(message: &str, edits: Vec<TextEdit>) -> Option<Fix> {
    Some(Fix { message: message.to_owned(), edits })
}

/// One finding of each sort that a format has to tell apart.
fn sample() -> Checked {
    let views = File::new(
        "emr/views.py",
        "from emr.models import (\n    Encounter,\n    VitalSigns,\n)\n\n\n\
         def größe(user):  # ÄÖÜ\n    return \"ü\", user.has_perm(\"emr.view_encounter\")\n",
    );
    let mut import = views.finding(
        ReferenceKind::FromImport,
        views.region(0..views.text.find(")\n").unwrap() + 1),
        "emr.models no longer defines Encounter: it has moved to core.models",
    );
    import.fix = fix("import it from core.models", Vec::new());
    let permission = views.nth("\"emr.view_encounter\"", 0);
    let mut permission = views.finding(
        ReferenceKind::Permission,
        permission,
        "emr.view_encounter is no permission any more: it is core.view_encounter",
    );
    permission.fix = fix("ask for core.view_encounter", vec![edit(views.nth("emr", 1), "core")]);

    let billing = File::new(
        "billing/models.py",
        "visit = models.ForeignKey(\"emr.Encounter\", models.CASCADE, limit_choices_to={\"kind\": \"emr.Encounter\"})\n",
    );
    let mut relation = billing.finding(
        ReferenceKind::RelationString,
        billing.nth("\"emr.Encounter\"", 0),
        "emr.Encounter has moved to core.Encounter",
    );
    let both = vec![edit(billing.nth("emr", 0), "core"), edit(billing.nth("emr", 1), "core")];
    relation.fix = fix("write core.Encounter", both);

    let topics = File::new("ops/topics with space.py", "TOPIC = \"emr.Encounter\"\n");
    let mut label = topics.finding(
        ReferenceKind::Label,
        topics.nth("\"emr.Encounter\"", 0),
        "\"emr.Encounter\" is the old label of core.Encounter",
    );
    label.certainty = Certainty::Likely;
    label.fix = fix("write core.Encounter", vec![edit(topics.nth("emr", 0), "core")]);

    let visits = File::new("emr/fixtures/visits.json", "[{\"model\": \"emr.encounter\"}]");
    let mut fixture = visits.finding(
        ReferenceKind::Fixture,
        visits.nth("emr.encounter", 0),
        "rows of emr.encounter: the model has moved to core.Encounter",
    );
    fixture.lines.clear();
    fixture.help = Some("write core.encounter".to_owned());

    let mut broken = File::new("emr/broken.py", "class Encounter(:\n").finding(
        ReferenceKind::FromImport,
        Region { start: START, end: START, bytes: 0..0 },
        "is not valid Python, and mentions Encounter",
    );
    broken.rule = NOT_JUDGED;
    broken.help = Some("mend it, or leave it out with `exclude`".to_owned());

    let place = Place { path: "emr/api.py".into(), line: 4, column: 9 };
    let message = "nothing here to ignore: take the comment away".to_owned();
    Checked {
        findings: vec![relation, fixture, import, permission, label],
        unjudged: vec![broken],
        warnings: vec![Diagnostic { place, message }],
        files: 12,
        fixed: (2, 1),
    }
}

const START: Position = Position { line: 1, column: 1, byte_column: 1 };

/// What somebody commits who wants to do harm by what is printed of it.
fn hostile() -> Checked {
    let harm = "\u{1b}]0;x\u{7}\r\n::error::no\n##[error]no \u{202e}\u{2028}\u{9b}2J </script> {0} [a](b) | ` %0A";
    let mut checked = sample();
    let all = checked.findings.iter_mut().chain(&mut checked.unjudged);
    for (count, one) in all.enumerate() {
        one.path = format!("::warning::{count}{harm}.py").into();
        one.message.push_str(harm);
        one.lines = one.lines.iter().map(|line| format!("{line}{harm}")).collect();
        one.help = one.help.take().map(|help| help + harm);
        if let Some(fix) = &mut one.fix {
            fix.message.push_str(harm);
            for edit in &mut fix.edits {
                edit.text.push_str(harm);
            }
        }
    }
    for warning in &mut checked.warnings {
        warning.place.path = harm.into();
        warning.message.push_str(harm);
    }
    checked
}

/// What there is to say when there is nothing to say.
fn nothing() -> Checked {
    Checked { files: 12, ..Checked::default() }
}

fn printed(checked: &Checked, format: Format) -> String {
    report::findings(checked, format, false).unwrap()
}

/// The report without the version of the tool, which changes with each release.
fn timeless(text: &str) -> String {
    text.replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"VERSION\"")
}

#[test]
fn each_format_is_as_it_was() {
    let dir = testdata().join("reports");
    for (format, name) in FORMATS {
        assert_blessed(&dir.join(name), &timeless(&printed(&sample(), format)));
        assert_blessed(
            &dir.join(format!("nothing-{name}")),
            &timeless(&printed(&nothing(), format)),
        );
    }
    let colored = report::findings(&sample(), Format::Full, true).unwrap();
    assert_blessed(&dir.join("full-coloured.txt"), &colored);
}

#[test]
fn explanations_are_as_they_were() {
    let mut text = report::explained(None).unwrap();
    for rule in RULES {
        text.push_str("\n----\n");
        text.push_str(&report::explained(Some(rule.code)).unwrap());
    }
    assert_blessed(&testdata().join("reports/explain.txt"), &text);
}

/// The schema that a format is held to.
fn schema(format: Format) -> Option<PathBuf> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas");
    match format {
        Format::Json => Some(docs.join("check-1.json")),
        Format::Gitlab => Some(testdata().join("schemas/gitlab.json")),
        Format::Sarif => Some(testdata().join("schemas/sarif-2.1.0.json")),
        Format::Rdjson => Some(testdata().join("schemas/rdjson.json")),
        Format::Full | Format::Concise | Format::Github | Format::Markdown => None,
    }
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The schema of SARIF has a pattern for names of languages with a bracket too many, which is no
/// regular expression in the sense of JSON Schema. None of ours is held to it.
const NO_PATTERN: &str = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";

fn validator(schema: &Path) -> jsonschema::Validator {
    let text = std::fs::read_to_string(schema).unwrap();
    let schema: Value = serde_json::from_str(&text.replace(NO_PATTERN, "^[a-zA-Z]{2}")).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

#[test]
fn what_has_a_schema_is_valid() {
    for (format, _) in FORMATS {
        let Some(schema) = schema(format) else { continue };
        let validator = validator(&schema);
        for checked in [sample(), hostile(), nothing()] {
            let value: Value = serde_json::from_str(&printed(&checked, format)).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{format:?}: {}", errors.join("\n"));
        }
    }
}

const URI: &str = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";

/// A schema that takes anything would prove nothing.
#[test]
fn schemas_refuse_what_is_wrong() {
    for (format, place, wrong) in [
        (Format::Json, "/version", json!(2)),
        (Format::Json, "/findings/0/start/column", json!(0)),
        (Format::Json, "/findings/0/fingerprint", json!("x")),
        (Format::Json, "/unjudged/0/code", json!("RH001")),
        (Format::Gitlab, "/0/severity", json!("bad")),
        (Format::Gitlab, "/0/location/path", json!("./emr/views.py")),
        (Format::Sarif, "/version", json!("2.0.0")),
        (Format::Sarif, "/runs/0/results/0/level", json!("fatal")),
        (Format::Sarif, "/runs/0/columnKind", json!("bytes")),
        (Format::Sarif, URI, json!("a b.py")),
        (Format::Sarif, "/runs/0/invocations/0/executionSuccessful", json!("no")),
        (Format::Rdjson, "/diagnostics/0/severity", json!("error")),
        (Format::Rdjson, "/diagnostics/0/location/range/start/column", json!(0)),
    ] {
        let mut value: Value = serde_json::from_str(&printed(&sample(), format)).unwrap();
        *value.pointer_mut(place).unwrap() = wrong;
        assert!(!validator(&schema(format).unwrap()).is_valid(&value), "{format:?} {place}");
    }
}

/// Each field that the schema has is explained in `docs/output.md`, and the example there is valid.
#[test]
fn the_documentation_is_true() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/output.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    let (_, example) = docs.split_once("```json\n").unwrap();
    let example: Value = serde_json::from_str(example.split_once("```").unwrap().0).unwrap();
    let schema = schema(Format::Json).unwrap();
    let validator = validator(&schema);
    let errors: Vec<String> = validator.iter_errors(&example).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");

    let schema = read(&schema);
    for fields in ["/properties", "/properties/summary/properties", "/$defs/finding/properties"] {
        for field in schema.pointer(fields).unwrap().as_object().unwrap().keys() {
            let said = [format!("`{field}`"), format!(".{field}`"), format!("`{field}.")];
            assert!(said.iter().any(|said| docs.contains(said)), "{field}");
        }
    }
}

/// What the tool prints has no field that its schema does not know.
#[test]
fn the_schema_is_whole() {
    fn fields(value: &Value, prefix: &str, into: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    into.push(format!("{prefix}/{key}"));
                    fields(value, &format!("{prefix}/{key}"), into);
                }
            }
            Value::Array(list) => list.iter().for_each(|one| fields(one, prefix, into)),
            _ => {}
        }
    }
    let schema = std::fs::read_to_string(schema(Format::Json).unwrap()).unwrap();
    let mut printed_fields = Vec::new();
    let value: Value = serde_json::from_str(&printed(&sample(), Format::Json)).unwrap();
    fields(&value, "", &mut printed_fields);
    for field in printed_fields {
        let name = field.rsplit('/').next().unwrap();
        assert!(schema.contains(&format!("\"{name}\":")), "{field}");
    }
}

/// No line is a command to a CI, and no character one to a terminal.
#[test]
fn nothing_printed_is_a_command() {
    for (format, _) in FORMATS {
        let text = printed(&hostile(), format);
        let hidden = text.chars().find(|c| django_rehome::diagnostic::is_hidden(*c));
        assert_eq!(hidden, None, "{format:?}");
        assert!(!text.contains("##["), "{format:?}");
        let commands: Vec<&str> =
            text.lines().filter(|line| line.trim_start().starts_with("::")).collect();
        match format {
            Format::Github => {
                assert_eq!(commands.len(), text.lines().count(), "{text}");
                assert_eq!(commands.len(), 7, "one for each finding and warning: {text}");
                assert!(commands.iter().all(|line| line.matches("title=").count() == 1));
            }
            _ => assert_eq!(commands, Vec::<&str>::new(), "{format:?}"),
        }
    }
}
