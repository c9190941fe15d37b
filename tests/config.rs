//! Which configuration holds, what is said of one that cannot be read, and where a move is noted.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make their own scratch trees"
)]

mod common;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use common::{Scratch, Tree, rehome_as_it_is, testdata, text, tree};
use django_rehome::scan::{config, config_file};

const OURS: &str = "[tool.django-rehome]\nforce-exclude = true\n";

fn scratch(files: &[(&str, &[u8])]) -> Scratch {
    let tree: Tree = files.iter().map(|(path, text)| (path.into(), text.to_vec())).collect();
    Scratch::with("config", &tree)
}

/// The configuration for a path of the scratch, relative to it.
fn found(scratch: &Scratch, path: &str) -> Option<PathBuf> {
    let config = config(&scratch.0.join(path)).unwrap();
    // Tests run in the directory of the package, and the scratch lies below it.
    let root = scratch.0.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&scratch.0);
    config.path.map(|path| path.strip_prefix(root).unwrap().to_owned())
}

fn said(result: Result<impl std::fmt::Debug, impl ToString>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn the_nearest_configuration_holds() {
    let project = scratch(&[
        ("pyproject.toml", OURS.as_bytes()),
        ("a/pyproject.toml", b"[tool.black]\n"),
        ("a/b/views.py", b""),
        ("c/pyproject.toml", OURS.as_bytes()),
        ("c/django-rehome.toml", b"exclude = ['label']\n"),
        ("c/d/pyproject.toml", OURS.as_bytes()),
        // What is not ours may be broken, and a directory of the name is no file.
        ("e/pyproject.toml", b"[tool.black\n"),
        ("f/pyproject.toml", b"\xff\xfe"),
        ("g/pyproject.toml/x", b""),
    ]);
    let top = Some(PathBuf::from("pyproject.toml"));
    for path in ["", "a", "a/b", "a/b/views.py", "a/b/not/there/yet.py", "c/..", "e", "f", "g"] {
        assert_eq!(found(&project, path), top, "{path}");
    }
    assert_eq!(found(&project, "c"), Some("c/django-rehome.toml".into()));
    assert_eq!(found(&project, "c/d"), Some("c/d/pyproject.toml".into()));
    // What lies above a link is what lies above the directory that it leads to.
    symlink(project.0.join("c/d"), project.0.join("a/link")).unwrap();
    assert_eq!(found(&project, "a/link"), Some("c/d/pyproject.toml".into()));
    // Relative to the current directory, and outside of it.
    let relative = project.0.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
    assert!(config(relative).unwrap().force_exclude);
    assert_eq!(config(Path::new("/")).unwrap(), django_rehome::config::Config::default());
}

#[test]
fn a_broken_configuration_is_refused() {
    let project = scratch(&[
        ("a/pyproject.toml", b"[tool.django-rehome\n"),
        ("b/django-rehome.toml", b"x = '\xff'\n"),
        ("c/django-rehome.toml", b"\nexclud = []\n"),
        ("d/django-rehome.toml", &vec![b'\n'; 5 << 20]),
    ]);
    let of = |path: &str| said(config(&project.0.join(path)));
    assert!(of("a").contains("a/pyproject.toml:1:20: this is not TOML: "), "{}", of("a"));
    assert!(of("a").contains("help: mend it, or have no configuration read by --isolated"));
    assert!(of("b").contains("b/django-rehome.toml:1:6: this is not UTF-8"), "{}", of("b"));
    assert!(of("c").contains("c/django-rehome.toml:2:1: 'exclud' is not a key"), "{}", of("c"));
    assert!(of("d").contains("d/django-rehome.toml:1:1: this is too long"), "{}", of("d"));
}

#[test]
fn the_configuration_may_be_named() {
    let project = scratch(&[
        ("pyproject.toml", OURS.as_bytes()),
        ("plain/pyproject.toml", b"[tool.black]\n"),
        ("ci.toml", b"[[moves]]\nfrom = 'emr.A'\nto = 'core'\n"),
    ]);
    let file = |path: &str| config_file(&project.0.join(path));
    assert_eq!(file("ci.toml").unwrap().moves.len(), 1);
    let plain = file("plain/pyproject.toml").unwrap();
    assert_eq!(plain.path, Some(project.0.join("plain/pyproject.toml")));
    assert!(!plain.force_exclude);
    assert!(said(file("no.toml")).contains("no.toml:1:1: there is no such file"));
    assert!(said(file("plain")).contains("plain:1:1: the configuration cannot be read"));
    // What has no end is not read to its end.
    let endless = said(config_file(Path::new("/dev/zero")));
    assert!(endless.contains("this is too long"), "{endless}");
}

const ENTRY: &str = "[[moves]]\nfrom = \"emr.Encounter\"\nto = \"core\"\n";

/// A project in the directory `app` of a scratch, with some more files.
fn project(files: &[(&str, &str)]) -> Scratch {
    let project = tree(&testdata().join("cases/minimal/before"));
    let mut tree: Tree =
        project.into_iter().map(|(path, bytes)| (Path::new("app").join(path), bytes)).collect();
    tree.extend(files.iter().map(|(path, text)| (path.into(), text.as_bytes().to_vec())));
    Scratch::with("noted", &tree)
}

/// Writes the move of a project, and returns what is said and which files outside of its apps have
/// changed.
fn moved(scratch: &Scratch, flags: &[&str]) -> (String, Vec<String>) {
    let before = tree(&scratch.0);
    let command = [&["move", "emr.Encounter", "--to", "core", "--write"], flags].concat();
    let output = rehome_as_it_is(&command, &scratch.0.join("app"));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let after = tree(&scratch.0);
    let of_apps = |path: &Path| path.starts_with("app/core") || path.starts_with("app/emr");
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes));
    let changed = changed.map(|(path, _)| path).filter(|path| !of_apps(path));
    let names = changed.map(|path| path.to_str().unwrap().to_owned()).collect();
    (text(&output.stderr), names)
}

#[test]
fn a_move_is_noted_where_it_will_be_read() {
    let (own, shared) = ("app/django-rehome.toml", "app/pyproject.toml");
    // Nothing but the project: a new file, unless it is not wanted.
    let (said, changed) = moved(&project(&[]), &[]);
    assert_eq!(changed, [own]);
    assert!(said.contains("\nrecorded in django-rehome.toml: check finds what still"), "{said}");
    for flag in ["--no-record", "--isolated"] {
        let (said, changed) = moved(&project(&[]), &[flag]);
        assert!(changed.is_empty() && !said.contains("recorded"), "{flag}: {said}");
    }
    assert_eq!(moved(&project(&[(shared, "[project]\n")]), &[]).1, [shared]);
    assert_eq!(moved(&project(&[(shared, OURS), (own, "")]), &[]).1, [own]);
    // Another configuration would not be read any more, if a new one stood before it.
    for files in [&[("pyproject.toml", OURS)][..], &[("pyproject.toml", OURS), (shared, "")]] {
        let scratch = project(files);
        let (said, changed) = moved(&scratch, &[]);
        assert!(changed.is_empty(), "{changed:?}");
        let path = scratch.0.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
        let entry = ENTRY.replace("[[moves", "[[tool.django-rehome.moves");
        let wanted = format!(
            "\nnot recorded, since {}/pyproject.toml is not below the root; for check, add there:\n\n{entry}\n",
            path.display()
        );
        assert!(said.contains(&wanted), "{said}");
    }
    // It is there already, and below the root is where it is that counts.
    let entry = ENTRY.replace("[[moves", "[[tool.django-rehome.moves");
    let (said, changed) = moved(&project(&[("pyproject.toml", &entry)]), &[]);
    assert!(changed.is_empty() && !said.contains("recorded"), "{said}");
    let back =
        project(&[("django-rehome.toml", "[[moves]]\nfrom = 'core.Encounter'\nto = 'emr'\n")]);
    let (said, _) = moved(&back, &[]);
    let wanted =
        "for check, take out there:\n\n[[moves]]\nfrom = \"core.Encounter\"\nto = \"emr\"\n";
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn what_comes_back_takes_its_note_along() {
    let scratch = project(&[]);
    let root = scratch.0.join("app");
    moved(&scratch, &[]);
    let back = ["move", "core.Encounter", "--to", "emr", "--write"];
    let output = rehome_as_it_is(&back, &root);
    let said = text(&output.stderr);
    assert!(
        said.contains("\ntaken out of django-rehome.toml, since it is where it was\n"),
        "{said}"
    );
    // Nothing else was in it.
    assert!(!root.join("django-rehome.toml").exists());
    moved(&scratch, &[]);
    std::fs::write(root.join("django-rehome.toml"), format!("# Mine.\n\n{ENTRY}")).unwrap();
    assert!(rehome_as_it_is(&back, &root).status.success());
    assert_eq!(std::fs::read_to_string(root.join("django-rehome.toml")).unwrap(), "# Mine.\n");
}

#[test]
fn a_move_is_noted_in_the_configuration_that_is_named() {
    let scratch = project(&[("app/ci/rehome.toml", "# Ours.\n"), ("app/pyproject.toml", OURS)]);
    let named = |path: &str| scratch.0.join(path).to_str().unwrap().to_owned();
    let (said, changed) = moved(&scratch, &["--config", &named("app/ci/rehome.toml")]);
    assert_eq!(changed, ["app/ci/rehome.toml"]);
    assert!(said.contains("recorded in ci/rehome.toml"), "{said}");
    let written = std::fs::read_to_string(scratch.0.join("app/ci/rehome.toml")).unwrap();
    assert_eq!(written, format!("# Ours.\n\n{ENTRY}"));
    // A link is followed within the root, and not out of it.
    for (leads_to, wanted) in [("app/real.toml", Some("app/real.toml")), ("real.toml", None)] {
        let scratch = project(&[(leads_to, "")]);
        symlink(scratch.0.join(leads_to), scratch.0.join("app/django-rehome.toml")).unwrap();
        assert_eq!(moved(&scratch, &[]).1, wanted.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn what_is_excluded_once_and_for_all_is_left_alone() {
    let config = "exclude = ['from-import']\nextend-exclude = ['one.py']\n";
    let source = "import emr.models\nfrom emr.models import Encounter\nx = emr.models.Encounter\n";
    let files = ["one", "two", "three"].map(|name| (format!("app/{name}.py"), source));
    let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, *text)).collect();
    files.push(("app/django-rehome.toml", config));
    let new = source.replace("= emr", "= core").replace("import emr.models", "import core.models");
    let partly = new.replace("from emr", "from core");
    for (flags, wanted) in [
        (&[][..], [source, &new, &new]),
        (&["--extend-exclude", "two.py"], [source, source, &new]),
        (&["--exclude", "three.py"], [source, &partly, source]),
        (&["--isolated"], [&partly, &partly, &partly]),
    ] {
        let scratch = project(&files);
        moved(&scratch, flags);
        let read = |name: &str| std::fs::read_to_string(scratch.0.join("app").join(name)).unwrap();
        assert_eq!(["one.py", "two.py", "three.py"].map(read), wanted, "{flags:?}");
    }
}

/// Globs count from the configuration, where it is above the project; those of the command line do not.
#[test]
fn what_is_excluded_above_the_project_is_found_below_it() {
    let source = "import emr.models\nx = emr.models.Encounter\n";
    for (config, flags, is_left) in [
        ("exclude = ['app/one.py']\n", &[][..], true),
        ("exclude = ['/one.py']\n", &[], false),
        ("exclude = ['app/']\n", &[], true),
        ("", &["--exclude", "/one.py"], true),
        ("", &["--exclude", "app/one.py"], false),
    ] {
        let scratch = project(&[("app/one.py", source), ("django-rehome.toml", config)]);
        moved(&scratch, flags);
        let read = std::fs::read_to_string(scratch.0.join("app/one.py")).unwrap();
        assert_eq!(read == source, is_left, "{config}{flags:?}: {read}");
    }
    // And so do those that check leaves out in some files.
    let entry = "[[moves]]\nfrom = 'emr.Encounter'\nto = 'core'\n[per-file-ignores]\n";
    for (glob, found) in [("app/one.py", 0), ("/one.py", 1)] {
        let config = format!("{entry}'{glob}' = ['stale-import']\n");
        let scratch = project(&[("django-rehome.toml", &config)]);
        moved(&scratch, &[]);
        std::fs::write(scratch.0.join("app/one.py"), "from emr.models import Encounter\n").unwrap();
        let output = rehome_as_it_is(&["check"], &scratch.0.join("app"));
        assert_eq!(output.status.code(), Some(found), "{glob}: {}", text(&output.stderr));
    }
}

#[test]
fn what_is_in_the_way_of_the_note_stops_the_move() {
    for (path, wanted) in [
        ("app/django-rehome.toml/x", "django-rehome.toml:1:1: this is not a file"),
        ("app/pyproject.toml", "pyproject.toml:1:5: this is not UTF-8"),
    ] {
        let scratch = project(&[]);
        let target = scratch.0.join(path);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(&target, b"x = \xff\n").unwrap();
        let before = tree(&scratch.0);
        let command = ["move", "emr.Encounter", "--to", "core", "--write"];
        let output = rehome_as_it_is(&command, &scratch.0.join("app"));
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(wanted) && said.contains("--no-record"), "{said}");
        assert_eq!(before, tree(&scratch.0));
        moved(&scratch, &["--no-record"]);
    }
}

#[test]
fn the_configuration_of_the_readme_is_one() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let block = readme.lines().skip_while(|line| *line != "    [tool.django-rehome]");
    let block = block.take_while(|line| line.is_empty() || line.starts_with("    "));
    let text: String = block.map(|line| format!("{}\n", line.trim_start())).collect();
    let config = django_rehome::config::parse(Path::new("pyproject.toml"), &text).unwrap().unwrap();
    assert_eq!((config.exclude.len(), config.extend_exclude.len()), (2, 1), "{text}");
    assert!(config.force_exclude);
    assert_eq!((config.per_file_ignores.len(), config.moves.len()), (1, 1));
}
