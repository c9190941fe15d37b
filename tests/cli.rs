//! The command line at its edges: what is said, the exit status, and what is left on disk.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make their own scratch trees"
)]

mod common;

use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

use common::{Scratch, assert_same, on_a_terminal, plain, rehome, testdata, text, tree};

const MOVE: &[&str] = &["move", "emr.Encounter", "--to", "core"];
const WRITE: &[&str] = &["move", "emr.Encounter", "--to", "core", "--write"];

fn project() -> Scratch {
    Scratch::with("cli", &tree(&testdata().join("cases/import-styles/before")))
}

fn tool() -> Command {
    Command::new(env!("CARGO_BIN_EXE_django-rehome"))
}

#[test]
fn without_arguments_it_explains_itself() {
    let output = tool().output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("Examples:"), "{}", text(&output.stderr));
}

#[test]
fn wrong_flags_are_refused() {
    for arguments in [
        &["move", "emr.Encounter"][..],
        &["move", "--to", "core"],
        &["move", "emr.Encounter", "--to", "core", "--strategy", "none"],
        &["move", "emr.Encounter", "--to", "core", "--root", "/no/such/directory"],
        &["refs"],
    ] {
        let output = tool().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

/// What is said to a command that fails, on stderr, and by clap: whether both are in colours.
fn colored(flags: &[&str], variables: &[(&str, &str)]) -> bool {
    let run = |arguments: &[&str]| {
        let mut command = tool();
        plain(&mut command).args(arguments).args(flags).envs(variables.iter().copied());
        command.output().unwrap()
    };
    let ours = run(&["refs", "Encounter"]);
    let (refused, help) = (run(&["refs"]), run(&["refs", "--help"]));
    let said = [&ours.stderr, &refused.stderr, &help.stdout].map(|bytes| text(bytes));
    assert_eq!((ours.status.code(), refused.status.code()), (Some(2), Some(2)), "{said:?}");
    let colored: Vec<bool> = said.iter().map(|said| said.contains("\u{1b}[")).collect();
    assert!(colored.iter().all(|one| *one == colored[0]), "{flags:?} {variables:?}: {said:#?}");
    colored[0]
}

#[test]
fn colours_are_for_those_who_ask() {
    assert!(!colored(&[], &[]), "this is no terminal");
    for flags in [&["--color", "always"], &["--color=always"][..]] {
        assert!(colored(flags, &[]));
        assert!(colored(flags, &[("NO_COLOR", "1")]), "a flag goes before the environment");
    }
    for force in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
        assert!(colored(&[], &[(force, "1")]), "{force}");
        assert!(!colored(&[], &[(force, "")]), "{force}");
        assert!(!colored(&["--color", "never"], &[(force, "1")]), "{force}");
        assert!(!colored(&[], &[(force, "1"), ("NO_COLOR", "1")]), "{force}");
    }
}

#[test]
fn colours_are_for_terminals_that_have_them() {
    let tool = env!("CARGO_BIN_EXE_django-rehome");
    let on_it = |flags: &str, variables: &[(&str, &str)]| {
        let refused = on_a_terminal(&format!("{tool} refs Encounter {flags} || true"), variables);
        let help = on_a_terminal(&format!("{tool} --help {flags}"), variables);
        assert!(refused.contains("error:") && help.contains("Examples:"), "{refused}{help}");
        let colored = [refused, help].map(|said| said.contains("\u{1b}["));
        assert_eq!(colored[0], colored[1], "{flags} {variables:?}");
        colored[0]
    };
    assert!(on_it("", &[]));
    assert!(on_it("", &[("NO_COLOR", "")]), "an empty variable says nothing");
    assert!(!on_it("", &[("NO_COLOR", "1")]));
    assert!(!on_it("", &[("TERM", "dumb")]));
    assert!(!on_it("--color never", &[]));
    assert!(on_it("--color always", &[("TERM", "dumb")]));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = tool()
        .args(MOVE)
        .arg("--root")
        .arg(testdata().join("hospital"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
}

#[test]
fn without_migrations_it_says_what_to_write() {
    let project = project();
    let output = rehome(&[MOVE, &["--no-migrations"]].concat(), &project.0);
    let said = text(&output.stderr);
    assert!(output.status.success(), "{said}");
    for line in [
        "  core: CreateModel Encounter, with db_table \"emr_encounter\"\n",
        "  emr: AlterField vitalsigns.encounter, to core.encounter\n  emr: DeleteModel Encounter\n",
        "  emr: the content types of encounter get app_label \"core\" in place of \"emr\"",
        "  write the migrations\n",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn modes_stay_as_they_are() {
    let project = project();
    let path = project.0.join("emr/views.py");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    assert!(rehome(WRITE, &project.0).status.success());
    assert!(
        std::fs::read_to_string(&path).unwrap().starts_with("from core.models import Encounter")
    );
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o755);
}

/// Runs a move that cannot be written, and wants the tree as it was.
fn nothing_written(project: &Scratch, message: &str) {
    let before = tree(&project.0);
    let output = rehome(WRITE, &project.0);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(message) && said.contains("nothing was written"), "{said}");
    assert_same("after a move that failed", &before, &tree(&project.0));
}

#[test]
fn a_read_only_file_stops_all() {
    let project = project();
    let path = project.0.join("emr/views.py");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).unwrap();
    nothing_written(&project, "emr/views.py:1:1: this file is read-only");
}

#[test]
fn a_directory_where_a_migration_goes_stops_all() {
    let project = project();
    std::fs::create_dir(project.0.join("emr/migrations/0002_move_encounter.py")).unwrap();
    nothing_written(&project, "emr/migrations/0002_move_encounter.py:1:1");
}

#[test]
fn nothing_is_written_behind_a_link() {
    let (project, elsewhere) = (project(), Scratch::new("elsewhere"));
    let migrations = project.0.join("core/migrations");
    std::fs::rename(&migrations, elsewhere.0.join("migrations")).unwrap();
    symlink(elsewhere.0.join("migrations"), &migrations).unwrap();
    let before = tree(&elsewhere.0);
    let output = rehome(WRITE, &project.0);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert_same("behind the link", &before, &tree(&elsewhere.0));

    let listed = rehome(&["refs", "emr.Encounter"], &project.0);
    assert!(text(&listed.stderr).contains("core/migrations:1:1: a link that leads out"));
}

#[test]
fn a_file_that_is_no_text_is_passed_over() {
    let project = project();
    std::fs::write(project.0.join("emr/data.json"), b"\x00\xff emr.Encounter \x00").unwrap();
    std::fs::write(project.0.join("emr/deep.py"), "(".repeat(20_000) + "'encounter'").unwrap();
    let output = rehome(MOVE, &project.0);
    assert!(output.status.success(), "{}", text(&output.stderr));
    for said in ["emr/deep.py", "emr/data.json:1:1: it has NUL bytes"] {
        assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
    }
}

/// A file that the walk saw and that cannot be read may mention the model: nobody knows. (Taking
/// away the right to read would not stop root, so the file itself is taken away.)
#[test]
fn a_file_that_cannot_be_read_stops_the_search() {
    let scratch = project();
    let mut project = django_rehome::scan::project(&scratch.0).unwrap();
    std::fs::remove_file(scratch.0.join("emr/views.py")).unwrap();
    let target = django_rehome::resolve::Target {
        beside: Vec::new(),
        label: None,
        model: "emr.Encounter".parse().unwrap(),
        package: "emr".into(),
        module: "emr.models".into(),
        symbols: ["Encounter".into()].into(),
        permissions: ["view_encounter".into()].into(),
        shared_permissions: [].into(),
        to: None,
        breaks_history: false,
    };
    let error = django_rehome::resolve::references(&project, &target).unwrap_err();
    assert!(error.to_string().starts_with("emr/views.py:1:1: cannot be read"), "{error}");
    project.files.retain(|path| !path.ends_with("views.py"));
    assert!(django_rehome::resolve::references(&project, &target).is_ok());
}
