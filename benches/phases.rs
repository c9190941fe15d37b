//! The phases of a run, each by itself on the sample hospital.
//!
//! `cargo bench --bench phases` takes their times. `benches/instructions` counts their instructions: it
//! runs one of them once, by `--once NAME`, below callgrind.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it fails loudly, and lists its phases"
)]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::Criterion;
use django_rehome::check::{Request, check};
use django_rehome::choice::Choice;
use django_rehome::config::Recorded;
use django_rehome::diagnostic::Place;
use django_rehome::names::Names;
use django_rehome::project::Project;
use django_rehome::reference::{ModelId, Move};
use django_rehome::source::{PythonFile, Source};
use django_rehome::{MovePlan, Outcome, diff, find_references, plan_move, query, scan};
use regex::bytes::Regex;

/// What a phase does again and again, once it is prepared.
type Work = Box<dyn Fn()>;

/// What a phase is called, and what prepares it.
type Phase = (&'static str, fn() -> Work);

/// The phases, in the order of a run. Each prepares what those before it would have done.
const PHASES: &[Phase] = &[
    ("walk", walk),
    ("read and search", search),
    ("parse", parse),
    ("names", names),
    ("queries", queries),
    ("refs", refs),
    ("move", moving),
    ("patch", patch),
    ("check, no candidate", check_none),
    ("check, candidates", check_all),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--list"] => PHASES.iter().for_each(|(name, _)| println!("{name}")),
        ["--once", name] => {
            // What is done on other threads would not be done below `measured`.
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
            pool.build_global().unwrap();
            let (_, prepared) = PHASES.iter().find(|(phase, _)| phase == name).unwrap();
            measured(&*prepared());
        }
        _ => {
            let mut criterion = Criterion::default().configure_from_args();
            for (name, prepared) in PHASES {
                let work = prepared();
                criterion.bench_function(name, |bencher| bencher.iter(&work));
            }
            criterion.final_summary();
        }
    }
}

/// Where callgrind begins to count, and ends.
#[inline(never)]
fn measured(work: &dyn Fn()) {
    work();
}

fn testdata(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(path)
}

fn hospital() -> PathBuf {
    testdata("hospital")
}

fn model() -> ModelId {
    "emr.Encounter".parse().unwrap()
}

/// The Python files of the hospital.
fn sources() -> (Project, Vec<Source>) {
    let project = scan::project(&hospital()).unwrap();
    let python = project.files.iter().filter(|path| path.extension().is_some_and(|e| e == "py"));
    let sources = python.map(|path| scan::read(&project, path).unwrap()).collect();
    (project, sources)
}

fn parsed() -> (Project, Vec<PythonFile>) {
    let (project, sources) = sources();
    let parsed = sources.into_iter().map(|source| PythonFile::parse(source).unwrap()).collect();
    (project, parsed)
}

fn walk() -> Work {
    let root = hospital();
    Box::new(move || {
        black_box(scan::project(&root).unwrap());
    })
}

/// The search for a word that is in no file.
fn search() -> Work {
    let project = scan::project(&hospital()).unwrap();
    let needle = Regex::new(r"(?i)\bNoSuchModel\b").unwrap();
    Box::new(move || {
        let paths: Vec<&PathBuf> = project.files.iter().collect();
        let found = scan::search(&project, &paths, &needle, Ok).unwrap();
        assert!(found.0.is_empty());
    })
}

fn parse() -> Work {
    let (_, sources) = sources();
    Box::new(move || {
        for source in &sources {
            black_box(PythonFile::parse(source.clone()).unwrap());
        }
    })
}

fn names() -> Work {
    let (project, files) = parsed();
    Box::new(move || {
        for file in &files {
            black_box(Names::read(&project, file).unwrap());
        }
    })
}

/// Every pattern on every file, compiled before.
fn queries() -> Work {
    let (_, files) = parsed();
    let all = move || {
        for subject in query::ALL {
            for file in &files {
                black_box(subject.matches(file, file.root()).unwrap());
            }
        }
    };
    all();
    Box::new(all)
}

fn refs() -> Work {
    let (root, model) = (hospital(), model());
    Box::new(move || {
        black_box(find_references(&root, &model).unwrap());
    })
}

fn plan() -> MovePlan {
    let request = Move::new(vec![model()], "core");
    let choice = Choice::new(false, false, &[]).unwrap();
    match plan_move(&hospital(), &request, &choice).unwrap() {
        Outcome::Planned(plan) => *plan,
        Outcome::AlreadyMoved => unreachable!("it stands in emr"),
    }
}

fn moving() -> Work {
    Box::new(|| {
        black_box(plan());
    })
}

fn patch() -> Work {
    let plan = plan();
    Box::new(move || {
        black_box(diff::patch(&plan.changes));
    })
}

/// Ten files that say nothing of the model, in the hospital.
fn check_none() -> Work {
    let (_, sources) = sources();
    let says =
        |source: &Source| source.bytes.windows(9).any(|w| w.eq_ignore_ascii_case(b"encounter"));
    let silent = sources.into_iter().filter(|source| !says(source)).map(|source| source.path);
    checking(hospital(), Some(silent.take(10).collect()))
}

/// A whole project in which the model has moved.
fn check_all() -> Work {
    checking(testdata("cases/several-stars/after"), None)
}

fn checking(root: PathBuf, given: Option<BTreeSet<PathBuf>>) -> Work {
    assert!(given.as_ref().is_none_or(|given| given.len() == 10));
    let choice = Choice::new(false, false, &[]).unwrap();
    let place = Place { path: "--move".into(), line: 1, column: 1 };
    let entry = Recorded { id: model(), to: "core".into(), module: None, names: Vec::new(), place };
    let moves = [entry];
    Box::new(move || {
        let request = Request {
            root: &root,
            moves: &moves,
            given: given.as_ref(),
            held: None,
            choice: &choice,
            force_exclude: false,
            current: &root,
        };
        black_box(check(&request).unwrap());
    })
}
