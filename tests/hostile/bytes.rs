//! Encodings, ends of lines, names of files, and fixtures that are bombs for those who evaluate them.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::lab::{Moves, Refuses, checks, laws, project, put, run};

const VIEW: &str =
    "from emr.models import Encounter, VitalSigns\n\n\ndef f():\n    return Encounter\n";

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(order).collect()
}

/// What is a text to Python, however it is written, is rewritten; every other byte stays, as the laws
/// of the cases have it.
#[test]
fn odd_texts() {
    let files: [(&str, Vec<u8>); 9] = [
        ("mixed", b"from emr.models import Encounter\r\n\n\x0c\r\nx = Encounter\ny = 1 if x else 2\r\n".to_vec()),
        ("feeds", b"\x0cfrom emr.models import Encounter\n\x0c\n\x0cx = Encounter\n".to_vec()),
        ("tabs", b"from emr.models import Encounter\nif Encounter:\n\tif x:\n\t\ty = Encounter\n".to_vec()),
        ("latin", b"# -*- coding: latin-1 -*-\nfrom emr.models import Encounter\n\nx = '\xe9', Encounter\n".to_vec()),
        ("invalid", b"from emr.models import Encounter\n# \xff\xfe\xc0\x80\xed\xa0\x80\nx = '\xff', Encounter\n".to_vec()),
        ("bom", format!("\u{feff}{VIEW}").into_bytes()),
        ("nothing", Vec::new()),
        ("blank", b" \t\x0c \n".to_vec()),
        ("without_end", VIEW.trim_end().as_bytes().to_vec()),
    ];
    let build = |root: &Path| {
        for (name, text) in &files {
            put(root, format!("emr/odd_{name}.py"), text);
        }
    };
    laws("odd", &Moves, &build);
    checks("odd", &build);
}

/// The old ends of lines are ends of lines to Python, and not to git: what is not sure is not written.
#[test]
fn ends_of_lines_of_the_past() {
    let text = VIEW.replace('\n', "\r");
    let build = |root: &Path| put(root, "emr/old.py", text.as_bytes());
    let held = project("hostile", &build);
    let root = held.0.join("project");
    run("CR", &["refs", "emr.Encounter"], &root);
    run("CR", &["move", "emr.Encounter", "--to", "core"], &root);
    checks("CR", &build);
}

/// What is no text that is read here is named, where it mentions the model in ASCII.
#[test]
fn what_is_no_text() {
    let texts = [
        ("little", utf16(VIEW, u16::to_le_bytes)),
        ("big", utf16(VIEW, u16::to_be_bytes)),
        ("nul", [VIEW.as_bytes(), b"\0"].concat()),
        ("zeros", vec![0; 100_000]),
    ];
    let build = |root: &Path| {
        for (name, bytes) in &texts {
            put(root, format!("emr/{name}.py"), bytes);
            put(root, format!("emr/{name}.json"), bytes);
        }
    };
    laws("no text", &Moves, &build);
    let said = checks("no text", &build);
    for name in ["little", "big", "nul"] {
        assert!(said.contains(&format!("emr/{name}.py:1:1: RH000")), "{said}");
    }
    assert!(!said.contains("zeros"), "{said}");
}

/// Names that would drive a terminal, a CI or a parser of patches, in a file that changes.
#[test]
fn names_of_files() {
    let names: [&[u8]; 13] = [
        b"\x1b[2J\x1b]0;x\x07.py",
        b"line\nerror: forged\n.py",
        b"a\rb.py",
        "\u{202e}yp.evil\u{2066}.py".as_bytes(),
        b"\xff\xfe.py",
        b"\xc3\x28.json",
        b"::error::x.py",
        b"##[group]x.py",
        b" x .py",
        b"-rf.py",
        b"a\"b\\c.py",
        b"tab\t.html",
        "\u{2028}\u{85}\u{9b}.py".as_bytes(),
    ];
    let build = |root: &Path| {
        for name in names {
            let is_python = name.ends_with(b".py");
            let text = match is_python {
                true => VIEW,
                false => {
                    "[{\"model\": \"emr.encounter\", \"pk\": 1, \"fields\": {}}] {% url 'admin:emr_encounter_add' %}\n"
                }
            };
            put(root, Path::new("emr").join(OsStr::from_bytes(name)), text.as_bytes());
        }
    };
    laws("names", &Moves, &build);
    checks("names", &build);
    // Directories, and one that is an app.
    let build = |root: &Path| {
        for name in names {
            let app = Path::new("apps").join(OsStr::from_bytes(name));
            put(root, app.join("__init__.py"), b"");
            put(
                root,
                app.join("models.py"),
                b"from django.db import models\n\nX = \"emr.Encounter\"\n",
            );
        }
    };
    laws("names", &Moves, &build);
}

/// Nothing of a fixture is evaluated: neither aliases nor entities grow.
#[test]
fn bombs_in_fixtures() {
    let mut aliases = "a0: &a0 [emr.encounter]\n".to_owned();
    let mut entities =
        "<?xml version=\"1.0\"?>\n<!DOCTYPE x [\n<!ENTITY e0 \"emr.encounter\">\n".to_owned();
    for level in 1..40 {
        let before = level - 1;
        let ten = vec![format!("*a{before}"); 10].join(", ");
        writeln!(aliases, "a{level}: &a{level} [{ten}]").unwrap();
        let ten = format!("&e{before};").repeat(10);
        writeln!(entities, "<!ENTITY e{level} \"{ten}\">").unwrap();
    }
    entities += "<!ENTITY out SYSTEM \"file:///etc/passwd\">\n]>\n<django-objects version=\"1.0\"><object model=\"emr.encounter\" pk=\"1\"><field name=\"x\">&e39;&out;</field></object></django-objects>\n";
    let row = "{\"model\": \"emr.encounter\", \"pk\": 1, \"fields\": {}}";
    let nested = |open: &str, close: &str| {
        format!("[{row}, {}1{}]\n", open.repeat(100_000), close.repeat(100_000))
    };
    let build = |root: &Path| {
        put(
            root,
            "emr/fixtures/aliases.yaml",
            format!("- model: emr.encounter\n  pk: 1\n  fields: {{}}\n{aliases}").as_bytes(),
        );
        put(root, "emr/fixtures/entities.xml", entities.as_bytes());
        put(root, "emr/fixtures/lists.json", nested("[", "]").as_bytes());
        put(root, "emr/fixtures/objects.json", nested("{\"a\":", "}").as_bytes());
        put(root, "emr/fixtures/flow.yaml", nested("[", "]").as_bytes());
        put(
            root,
            "emr/fixtures/elements.xml",
            format!(
                "<object model=\"emr.encounter\">{}{}</object>\n",
                "<a>".repeat(100_000),
                "</a>".repeat(100_000)
            )
            .as_bytes(),
        );
        put(
            root,
            "emr/fixtures/one_line.json",
            format!("[{}]", vec![row; 20_000].join(", ")).as_bytes(),
        );
        put(root, "emr/fixtures/quotes.json", "\"".repeat(1_000_000).as_bytes());
        put(
            root,
            "emr/fixtures/blanks.json",
            format!("\"model\"{}\"emr.encounter\"", " ".repeat(1_000_000)).as_bytes(),
        );
        put(
            root,
            "emr/one_line.py",
            format!("x = [{}]\n", vec!["\"emr.Encounter\""; 5_000].join(", ")).as_bytes(),
        );
        put(root, "emr/notes.txt", "emr.Encounter ".repeat(20_000).as_bytes());
        put(root, "emr/values.yaml", "emr.Encounter ".repeat(20_000).as_bytes());
    };
    laws("bombs", &Moves, &build);
    checks("bombs", &build);
}

/// What cannot be judged stops a move, and says which file.
#[test]
fn a_broken_file_that_mentions_the_model() {
    for text in
        ["from emr.models import Encounter\nx = (", "class Encounter(:\n", "Encounter = '''\n"]
    {
        let build = |root: &Path| put(root, "emr/broken.py", text.as_bytes());
        laws("broken", &Refuses("emr/broken.py:"), &build);
    }
}
