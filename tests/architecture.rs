//! Imports point one way, every module opens with its purpose, and files stay readable.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests read the sources"
)]

use std::collections::BTreeMap;
use std::path::Path;

/// The modules, lowest first: each imports only from those above it in this list.
const ORDER: &[&[&str]] = &[
    &["diagnostic", "edit", "stats"],
    &["reference", "source"],
    &["rules"],
    &["diff", "write", "vcs", "query", "project", "choice", "finding"],
    &["config"],
    &["scan", "names"],
    &["resolve", "imports", "migrations"],
    &["settings"],
    &["transplant"],
    &["definition"],
    &["plan"],
    &["pipeline"],
    &["check"],
    &["lib"],
    &["cli"],
    &["report"],
    &["progress"],
    &["main"],
];

fn sources() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walkdir::WalkDir::new(&src)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "rs"))
        .map(|entry| {
            let path = entry.path().strip_prefix(&src).unwrap().to_string_lossy().into_owned();
            (path, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn layer(module: &str) -> usize {
    ORDER
        .iter()
        .position(|layer| layer.contains(&module))
        .unwrap_or_else(|| panic!("{module} has no layer: add it to ORDER"))
}

#[test]
fn imports_point_down() {
    for (path, text) in sources() {
        let own = path.split('/').next().unwrap().trim_end_matches(".rs");
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (at, line) in code.lines().enumerate() {
            let Some(rest) = line.trim_start().strip_prefix("use crate::") else { continue };
            let imported = rest.split("::").next().unwrap().trim_end_matches(';');
            if imported == own || imported.starts_with('{') {
                continue;
            }
            assert!(
                layer(imported) < layer(own),
                "src/{path}:{}: {own} imports {imported}, which is not below it",
                at + 1
            );
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "src/{path} opens without a word on its purpose");
        let lines = text.lines().count();
        assert!(lines <= 600, "src/{path} has {lines} lines: it wants to be two things");
    }
}

#[test]
fn only_the_modules_for_it_touch_the_disk() {
    for (path, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap();
        let is_for_it = ["scan", "write"].iter().any(|module| {
            path == format!("{module}.rs") || path.starts_with(&format!("{module}/"))
        });
        if !is_for_it {
            assert!(!code.contains("std::fs"), "src/{path} touches the disk");
        }
        // However it is imported.
        if path != "vcs.rs" {
            assert!(!code.contains("Command::new"), "src/{path} starts a process");
        }
        assert_eq!(
            code.matches("Command::new").count(),
            code.matches("Command::new(\"git\")").count()
        );
    }
}

/// The bar of `progress` is part of `main`, and not of the library.
#[test]
fn only_main_prints() {
    for (path, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap();
        if path == "main.rs" || path == "progress.rs" {
            continue;
        }
        // However they are imported, these are the ways out.
        for way in ["stdout()", "stderr()", "indicatif"] {
            assert!(!code.contains(way), "src/{path} prints: {way}");
        }
        assert!(!code.contains("mod progress"), "src/{path} prints by way of progress.rs");
    }
}
