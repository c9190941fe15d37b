//! The wheel and the sdist: what is in them, and that the tool works when it comes out of them.
//!
//! They are built once, with maturin from `PyPI`. Where that cannot be had it is said what was not
//! judged; `REHOME_EXPECT=wheel` makes that a failure.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests make their own scratch trees, and fail loudly"
)]

mod built;
mod ci;
#[path = "../common/mod.rs"]
mod common;
mod desk;
mod hook;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use walkdir::WalkDir;

use built::{built, installed, pip};
use common::python::must;
use common::{Scratch, rehome_as_it_is, testdata, text, tree};

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn the_wheel_has_what_it_should_and_no_more() {
    let Some(built) = built() else { return };
    let listing = "import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep='\\n')";
    let listed = must(Command::new(&built.python).args(["-c", listing]).arg(&built.wheel));
    let found: BTreeSet<&str> = listed.lines().collect();
    let info = format!("django_rehome-{VERSION}.dist-info");
    let binary = format!("django_rehome-{VERSION}.data/scripts/django-rehome");
    let files = ["METADATA", "RECORD", "WHEEL", "licenses/LICENSE-APACHE", "licenses/LICENSE-MIT"];
    let files = files.map(|file| format!("{info}/{file}"));
    let mut wanted: BTreeSet<&str> = files.iter().map(String::as_str).collect();
    wanted.extend(["django_rehome/__init__.py", "django_rehome/__main__.py", &binary]);
    assert_eq!(found, wanted);

    let name = built.wheel.file_name().unwrap().to_string_lossy();
    assert!(name.starts_with(&format!("django_rehome-{VERSION}-py3-none-")), "{name}");
    if cfg!(target_os = "linux") {
        assert!(name.contains("-manylinux2014_"), "{name} wants a new Linux");
    }
}

#[test]
fn the_sdist_has_the_sources_and_no_more() {
    let Some(built) = built() else { return };
    let listed = must(Command::new("tar").arg("-tf").arg(&built.sdist));
    let found: BTreeSet<&str> = listed.lines().collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = ["src", "queries", "python"].into_iter().flat_map(|dir| {
        tree(&root.join(dir)).into_keys().map(move |path| format!("{dir}/{}", path.display()))
    });
    let files = [
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "PKG-INFO",
        "README.md",
        "pyproject.toml",
    ];
    let wanted: BTreeSet<String> = files
        .map(str::to_owned)
        .into_iter()
        .chain(sources)
        .map(|path| format!("django_rehome-{VERSION}/{path}"))
        .collect();
    assert_eq!(found, wanted.iter().map(String::as_str).collect());
}

/// What the sdist says that it is built with is all that it needs: pip asks it for its metadata in an
/// environment with nothing else. That it compiles is known, for the wheel is built from it.
#[test]
fn the_sdist_says_what_it_is_built_with() {
    let Some(built) = built() else { return };
    let arguments = ["--dry-run", "--no-deps", "--no-binary=django-rehome", "--report=-"];
    let said = must(pip(&built.python).args(arguments).arg(&built.sdist));
    for wanted in [r#""requires_python": ">=3.8""#, &format!(r#""version": "{VERSION}""#)] {
        assert!(said.contains(wanted), "{wanted} is not in\n{said}");
    }
}

#[test]
fn the_installed_wheel_moves_a_model() {
    let Some(built) = built() else { return };
    let hospital = Scratch::with("wheel", &tree(&testdata().join("hospital")));
    let environment = Scratch::new("wheel-environment");
    let python = installed(built, &environment.0);
    let wanted = rehome_as_it_is(&["move", "emr.Encounter", "--to", "core"], &hospital.0);
    assert!(wanted.status.success() && !wanted.stdout.is_empty());

    let script = python.with_file_name("django-rehome");
    let module = ["-m", "django_rehome"];
    for (program, first) in [(&script, &[][..]), (&python, &module[..])] {
        let found = Command::new(program)
            .args(first)
            .args(["move", "emr.Encounter", "--to", "core", "--root"])
            .arg(&hospital.0)
            .env_remove("PATH")
            .output()
            .unwrap();
        assert_eq!(text(&found.stderr), text(&wanted.stderr));
        assert!(found.stdout == wanted.stdout, "{}", text(&found.stdout));
    }
}

#[test]
fn python_finds_the_binary_wherever_pip_puts_it() {
    let Some(built) = built() else { return };
    let scratch = Scratch::new("schemes");
    let run = |module: &Path, arguments: &[&str]| {
        let mut command = Command::new(&built.python);
        command.args(["-m", "django_rehome"]).args(arguments).env("PYTHONPATH", module);
        command.output().unwrap()
    };
    for scheme in ["--target", "--prefix"] {
        let dir = scratch.0.join(scheme.trim_start_matches('-'));
        must(pip(&built.python).args(["--no-index", scheme]).arg(&dir).arg(&built.wheel));
        let package = WalkDir::new(&dir)
            .into_iter()
            .map(Result::unwrap)
            .find(|entry| entry.file_name() == "django_rehome")
            .unwrap();
        let module = package.path().parent().unwrap();
        let version = run(module, &["--version"]);
        assert_eq!(text(&version.stdout), format!("django-rehome {VERSION}\n"), "{scheme}");
        let refused = run(module, &["move", "emr.Encounter"]);
        assert_eq!(refused.status.code(), Some(2), "{scheme}");
    }
    // What is there without its binary says so, and not with the 1 of `check`.
    std::fs::remove_file(scratch.0.join("target/bin/django-rehome")).unwrap();
    let output = run(&scratch.0.join("target"), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("is not installed"), "{}", text(&output.stderr));
}
