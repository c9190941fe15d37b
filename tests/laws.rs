//! The laws of a move, for every case and the hospital, with `CPython` and Django as the judges.
//!
//! `tests/laws/imports.py` imports each module of the moved projects first, once: what loaded before
//! still does. `tests/laws/sources.py` compares all sources before and after: the same, less exactly
//! what moved and what was rewritten. `tests/laws/back.py` compares them when the model is back.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests make their own scratch trees, and fail loudly"
)]

mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::python::python;
use common::{Scratch, Tree, rehome, testdata, text, tree};
use rayon::prelude::*;

const MOVE: &str = "move emr.Encounter --to core";

/// A project before and after a move, and the command.
struct Case {
    name: String,
    before: PathBuf,
    after: PathBuf,
    command: String,
}

/// Every case that moves.
fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = std::fs::read_dir(testdata().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|dir| dir.join("after").is_dir())
        .map(|dir| Case {
            name: dir.file_name().unwrap().to_string_lossy().into_owned(),
            before: dir.join("before"),
            after: dir.join("after"),
            command: std::fs::read_to_string(dir.join("cmd")).unwrap().trim().to_owned(),
        })
        .collect();
    cases.sort_by(|one, two| one.name.cmp(&two.name));
    assert!(cases.len() > 80, "the cases are gone");
    cases
}

/// The hospital, moved in a scratch directory.
fn hospital() -> (Scratch, Case) {
    let before = testdata().join("hospital");
    let scratch = Scratch::with("laws-hospital", &tree(&before));
    write_move(MOVE, &scratch.0);
    let after = scratch.0.clone();
    (scratch, Case { name: "hospital".into(), before, after, command: MOVE.into() })
}

fn write_move(command: &str, root: &Path) {
    let arguments: Vec<&str> = command.split_whitespace().chain(["--write"]).collect();
    let output = rehome(&arguments, root);
    assert!(output.status.success(), "{command}: {}", text(&output.stderr));
}

/// Asks a judge about some cases. Its last line is what it counted; the rest is what is wrong.
fn ask(judge: &str, options: &[&str], cases: &[Case]) -> (Vec<String>, Vec<usize>) {
    let mut lines = String::new();
    for Case { name, before, after, command } in cases {
        writeln!(lines, "{name}\t{}\t{}\t{command}", before.display(), after.display()).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/laws").join(judge);
    let mut child = Command::new(python())
        .arg(script)
        .args(options)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONWARNINGS", "ignore")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = text(&output.stdout);
    let mut wrong: Vec<String> = said.lines().map(str::to_owned).collect();
    let counted = wrong.pop().unwrap_or_default();
    let counts: Vec<usize> =
        counted.split(", ").filter_map(|part| part.split(' ').next()?.parse().ok()).collect();
    let is_told = output.status.success() == wrong.is_empty() && counts.len() == 3;
    assert!(is_told, "{judge} failed: {said}{}", text(&output.stderr));
    (wrong, counts)
}

/// Asks about all cases, some at a time, and adds up what was counted.
fn ask_all(judge: &str) -> Vec<usize> {
    let (_scratch, hospital) = hospital();
    let mut cases = cases();
    if judge == "sources.py" {
        // What was moved by hand is not moved: the sources before it are those of another project.
        cases.retain(|case| !case.name.starts_with("begun"));
    }
    // The most work of all of them.
    cases.insert(0, hospital);
    let share = cases.len().div_ceil(rayon::current_num_threads() * 4);
    let answers: Vec<_> = cases.par_chunks(share).map(|some| ask(judge, &[], some)).collect();
    let wrong: Vec<String> = answers.iter().flat_map(|(wrong, _)| wrong.clone()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    (0..3).map(|at| answers.iter().map(|(_, counts)| counts[at]).sum()).collect()
}

/// The case `name` with other files after the move.
fn changed(name: &str, edit: impl Fn(&mut Tree)) -> (Scratch, Case) {
    let mut case = cases().into_iter().find(|case| case.name == name).unwrap();
    let mut files = tree(&case.after);
    edit(&mut files);
    let scratch = Scratch::with(&format!("laws-{name}"), &files);
    case.after.clone_from(&scratch.0);
    (scratch, case)
}

/// Replaces a text in a file, which must have it.
fn replace(files: &mut Tree, path: &str, old: &str, new: &str) {
    let bytes = files.get_mut(Path::new(path)).unwrap();
    let before = text(bytes);
    assert!(before.contains(old), "{path} has no {old:?}");
    *bytes = before.replacen(old, new, 1).into_bytes();
}

#[test]
fn every_module_can_come_first() {
    let counts = ask_all("imports.py");
    let [judged, excused, left] = counts[..] else { panic!("{counts:?}") };
    // Excused is what did not load before the move either: mostly modules that need the models, as
    // the first thing of a process that has not set Django up.
    assert!(judged > 1000 && excused < judged / 3, "{judged} judged, {excused} excused");
    assert!(left < 60, "{left} left by hand");
}

#[test]
fn imports_that_fail_are_caught() {
    let cycle = "from emr.models import VitalSigns";
    let caught = |edit: &dyn Fn(&mut Tree)| {
        let (_scratch, case) = changed("minimal", edit);
        ask("imports.py", &[], &[case]).0
    };
    let models = "core/models.py";
    // The control: nothing is changed, and nothing must be caught.
    assert_eq!(caught(&|_| ()), Vec::<String>::new());
    // The target imports the old module first of all.
    let said = caught(&|files| replace(files, models, "", &format!("{cycle}\n")));
    assert!(said.iter().all(|line| line.contains("ImportError")), "{said:#?}");
    assert!(said.iter().any(|line| line.contains("core.models first")), "{said:#?}");
    assert!(said.iter().any(|line| line.contains("emr.models first")), "{said:#?}");
    // And last of all: a cycle that shows only if the old module comes first.
    let said = caught(&|files| {
        let bytes = files.get_mut(Path::new(models)).unwrap();
        bytes.extend_from_slice(format!("\n\n{cycle}\n").as_bytes());
    });
    assert!(said.iter().any(|line| line.contains("emr.models first")), "{said:#?}");
    assert!(!said.iter().any(|line| line.contains("core.models first")), "{said:#?}");
    // The old module has another class of the name.
    let said = caught(&|files| {
        let shim = "from core.models import Encounter";
        replace(files, "emr/models.py", shim, "class Encounter:\n    pass\n");
    });
    assert!(!said.is_empty());
}

#[test]
fn the_sources_stay_the_same() {
    let counts = ask_all("sources.py");
    let [statements, moved, unread] = counts[..] else { panic!("{counts:?}") };
    assert!(statements > 1000 && moved > 100, "{statements} statements, {moved} moved");
    // Two that no Python reads, and those that are for a newer one: `except*`, `type`.
    assert!(unread <= 4, "{unread} files are no Python");
}

/// What must not pass, each a small thing that no move may do: the case, the file, what is changed, to
/// what, and what is said of it.
const SOURCE_MUTANTS: &[(&str, &str, &str, &str, &str)] = &[
    // The control: nothing is changed, and nothing must be caught.
    ("minimal", "core/models.py", "class", "class", ""),
    // In the class that moved: a default, a keyword, a field, a comma, a blank.
    ("minimal", "core/models.py", "max_length=10)\n\n", "max_length=11)\n\n", "10 became 11"),
    ("minimal", "core/models.py", "on_delete", "on_update", "'on_delete' became 'on_update'"),
    ("minimal", "core/models.py", "    room = models.CharField(max_length=10)\n", "", "is gone"),
    ("minimal", "core/models.py", "CASCADE)", "CASCADE,)", "the bytes around the edits"),
    ("minimal", "core/models.py", "Patient, on", "Patient,  on", "the bytes around the edits"),
    // What is added is what was there without being said, and nothing else.
    ("minimal", "core/models.py", "emr_encounter", "core_encounter", "is new"),
    (
        "minimal",
        "core/models.py",
        "        db_table",
        "        abstract = True\n        db_table",
        "is new",
    ),
    // A name that looks the same and is another.
    (
        "minimal",
        "core/models.py",
        "from django.db import models",
        "from emr import models",
        "became",
    ),
    ("another-meaning", "core/models.py", "utils_timezone.now", "timezone.now", "core.clock.now"),
    // Statements that stay: one gone, one new, one said twice, two in another order, a comment.
    (
        "minimal",
        "emr/models.py",
        "class VitalSigns",
        "class Vitals",
        "class VitalSigns(models.Model)",
    ),
    ("minimal", "emr/models.py", "\n\nclass", "\nX = 1\n\n\nclass", "is new: X = 1"),
    (
        "minimal",
        "emr/models.py",
        "\n\nclass",
        "\n\n# A class.\nclass",
        "the comment '# A class.' is new",
    ),
    (
        "admin",
        "core/admin.py",
        "# Rooms are letters.\n",
        "",
        "the comment '# Rooms are letters.' is gone",
    ),
    ("collisions", "emr/dotted.py", "core\n\n\ndef", "core\n\ndef", "before it became"),
    // Texts: the label of another model, the wrong one of two, other quotes, half of it.
    ("lookups", "emr/views.py", "emr.views.Encounter", "core.views.Encounter", "became"),
    (
        "permissions",
        "emr/perms.py",
        "\"emr.change_vitalsigns\"",
        "\"core.change_vitalsigns\"",
        "became",
    ),
    (
        "factories-and-settings",
        "config/settings.py",
        "\"core.Encounter\"",
        "'core.Encounter'",
        "other quotes",
    ),
    ("split-labels", "emr/views.py", "\"core.view_\"", "\"core.views_\"", "became"),
    // Types are read as what they are, in texts and in comments.
    (
        "type-comments",
        "lab/comments.py",
        "List[core_models.Encounter]",
        "List[core_models.Patient]",
        "# type:",
    ),
    (
        "quoted-annotations",
        "emr/views.py",
        "\"core_models.Encounter\"",
        "\"models.Encounters\"",
        "became",
    ),
    // What an admin site has: a registration gone, by another class, with another option, one more.
    (
        "admin-shared",
        "core/admin.py",
        "admin.site.register(Encounter, SharedAdmin)",
        "",
        "not registered",
    ),
    ("admin-sites", "core/admin.py", "EncounterAdmin)", "RoomAdmin)", "registered"),
    ("admin-list", "core/admin.py", "save_on_top=True", "save_on_top=False", "save_on_top=False"),
    (
        "admin-list",
        "emr/admin.py",
        "        VitalSigns,",
        "        Patient, VitalSigns,",
        "registered now",
    ),
    // Imports: one that nothing used is gone, one is there twice, one brings something else.
    (
        "taken-by-others",
        "lab/effects.py",
        "import emr.signals",
        "import emr.models",
        "not imported any longer",
    ),
    (
        "minimal",
        "emr/models.py",
        "from django.db import models\n",
        "from django.db import models\nfrom django.db import models\n",
        "imported 2 times",
    ),
    (
        "conditional-imports",
        "emr/both.py",
        "    from emr import models\n",
        "",
        "not imported here any longer",
    ),
];
#[test]
fn sources_that_changed_are_caught() {
    let missed: Vec<String> = SOURCE_MUTANTS
        .par_iter()
        .filter_map(|(name, path, old, new, wanted)| {
            let (_scratch, case) = changed(name, |files| replace(files, path, old, new));
            let (said, _) = ask("sources.py", &[], &[case]);
            let is_caught = said.iter().any(|line| line.contains(wanted));
            (is_caught == wanted.is_empty()).then(|| format!("{name}, {path}, {new:?}: {said:#?}"))
        })
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Cases that come back as they were. Others cannot: what was said in a short way is said in full from
/// then on, an alias that the first way needed is kept, and what nobody else needs comes along.
const COME_BACK: &[&str] = &[
    "admin-new-module",
    "app-label",
    "attributes-by-name",
    "byte-order-mark",
    "bytes-kept",
    "code-between-imports",
    "declared-permissions",
    "derived-templates",
    "explicit-table",
    "factories-and-settings",
    "get-models",
    "history",
    "import-order",
    "limited-choices",
    "lookups",
    "minimal",
    "mocks-where-used",
    "module-attributes",
    "nested-apps",
    "package-target",
    "permissions",
    "primary-key",
    "quoted-annotations",
    "squashed",
    "stray-init",
    "target-uses-model",
    "template-names",
];

/// Moves a model there and back, and leaves nothing at the old address.
fn there_and_back(case: Case) -> (Scratch, Case) {
    let scratch = Scratch::with(&format!("laws-back-{}", case.name), &tree(&case.before));
    write_move(&format!("{MOVE} --shim none"), &scratch.0);
    write_move("move core.Encounter --to emr --shim none", &scratch.0);
    let after = scratch.0.clone();
    (scratch, Case { after, command: format!("{MOVE} --shim none"), ..case })
}

#[test]
fn there_and_back_is_where_it_was() {
    let mut cases = cases();
    cases.retain(|case| COME_BACK.contains(&case.name.as_str()));
    assert_eq!(cases.len(), COME_BACK.len(), "some of the cases are gone");
    let (_scratches, back): (Vec<Scratch>, Vec<Case>) =
        cases.into_par_iter().map(there_and_back).unzip();
    let (said, _) = ask("back.py", &[], &back);
    assert!(said.is_empty(), "{said:#?}");
}

/// The judge sees what did not come back.
#[test]
fn what_is_not_as_it_was_is_caught() {
    let mutants: &[(&str, &str, &str)] = &[
        // The control: the tree itself, which is where it was.
        ("class", "class", ""),
        ("max_length=10", "max_length=11", "max_length=11"),
        ("class VitalSigns", "class Vitals", "VitalSigns is gone"),
        ("CASCADE)", "CASCADE, )", "CASCADE, )"),
        ("from core.models import Patient", "from emr.other import Patient", "emr.other.Patient"),
        ("\n\nclass", "\nX = 1\n\n\nclass", "X is new"),
    ];
    for (old, new, wanted) in mutants {
        let (_scratch, mut case) = changed("minimal", |files| {
            *files = tree(&testdata().join("cases/minimal/before"));
            replace(files, "emr/models.py", old, new);
        });
        case.command = format!("{MOVE} --shim none");
        let (said, _) = ask("back.py", &[], &[case]);
        let is_caught = said.iter().any(|line| line.contains(wanted));
        assert_eq!(is_caught, !wanted.is_empty(), "{new:?}: {said:#?}");
    }
}
