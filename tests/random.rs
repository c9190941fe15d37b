//! Ten thousand random modules, and `CPython` as the judge.
//!
//! `tests/random/generate.py` composes valid modules from imports, aliases, scopes and uses;
//! `tests/random/judge.py` imports all of them before the move, after it, and after it without the
//! re-export in the old module: the same names stand for the same objects each time.
//!
//! `REHOME_SEED=7 cargo test --test random` runs the one project of that seed again.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests run programs"
)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Scratch, Tree, rehome, text};
use rayon::prelude::*;

const PROJECTS: usize = 40;
const MODULES: usize = 250;

#[test]
fn the_same_names_stand_for_the_same_objects() {
    let seeds: Vec<String> = match std::env::var("REHOME_SEED") {
        Ok(seed) => vec![seed],
        Err(_) => (0..PROJECTS).map(|seed| seed.to_string()).collect(),
    };
    let failed: Vec<String> = seeds.into_par_iter().filter_map(|seed| moves(&seed).err()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Moves the project of one seed. The error names the seed, the modules, and what they say now.
fn moves(seed: &str) -> Result<(), String> {
    let scratch = Scratch::with(&format!("random-{seed}"), &Tree::new());
    let (project, file) = (scratch.0.join("project"), |name: &str| scratch.0.join(name));
    python("generate.py", &[Path::new(seed), Path::new(&MODULES.to_string()), &scratch.0])?;
    let look = |out: &PathBuf| python("judge.py", &[Path::new("look"), &scratch.0, out]);
    look(&file("before.json"))?;
    let output = rehome(&["move", "emr.Encounter", "--to", "core", "--write"], &project);
    if !output.status.success() {
        return Err(format!("seed {seed}: {}", text(&output.stderr)));
    }
    let (before, after, bare) = (file("before.json"), file("after.json"), file("bare.json"));
    look(&after)?;
    python("judge.py", &[Path::new("compare"), &scratch.0, &before, &after])?;
    python("judge.py", &[Path::new("strip"), &scratch.0])?;
    look(&bare)?;
    let shim = Path::new("--without-shim");
    python("judge.py", &[Path::new("compare"), &scratch.0, &before, &bare, shim])
        .map_err(|said| format!("without the re-export, {said}"))
}

fn python(script: &str, arguments: &[&Path]) -> Result<(), String> {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/random");
    let output = Command::new("python3")
        .arg(scripts.join(script))
        .args(arguments)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("python3 runs");
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{}{}", text(&output.stdout), text(&output.stderr)))
}

/// The judge sees a reference that was missed: the re-export is taken away, and nothing is moved.
#[test]
fn a_missed_reference_is_seen() {
    let scratch = Scratch::with("random-control", &Tree::new());
    let (before, after) = (scratch.0.join("before.json"), scratch.0.join("after.json"));
    python("generate.py", &[Path::new("1"), Path::new("20"), &scratch.0]).unwrap();
    let look = |out: &PathBuf| python("judge.py", &[Path::new("look"), &scratch.0, out]);
    look(&before).unwrap();
    let project = scratch.0.join("project");
    let move_all = ["move", "emr.Encounter", "--to", "core", "--write", "--exclude", "from-import"];
    let output = rehome(&move_all, &project);
    assert!(output.status.success(), "{}", text(&output.stderr));
    look(&after).unwrap();
    python("judge.py", &[Path::new("compare"), &scratch.0, &before, &after]).unwrap();
    python("judge.py", &[Path::new("strip"), &scratch.0]).unwrap();
    look(&after).unwrap();
    let compare = ["compare".as_ref(), scratch.0.as_path(), &before, &after];
    let said = python("judge.py", &compare).unwrap_err();
    assert!(said.contains("seed 1, ") && said.contains("ImportError"), "{said}");
}
