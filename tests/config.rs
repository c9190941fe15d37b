//! Which configuration holds, and what is said of one that cannot be read.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests make their own scratch trees"
)]

mod common;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use common::{Scratch, Tree};
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
