//! Projects with something hostile in them: each command ends by itself, in time, in little memory and
//! without a panic; what it refuses, it names, and has not written.
#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests make and read their own scratch trees, fail loudly, and print figures"
)]

mod bytes;
#[path = "../common/mod.rs"]
mod common;
mod files;
mod lab;

use std::path::Path;

use lab::{Moves, Refuses, checks, laws, put};

const IMPORT: &str = "from emr.models import Encounter\n";

/// Files by their path, in a project or not.
fn holding(files: &[(String, String)]) -> impl Fn(&Path) + '_ {
    |root| files.iter().for_each(|(path, text)| put(root, path, text.as_bytes()))
}

/// What Python nests no deeper than 200 brackets or a few thousand operators, in files that mention
/// the model, and in others that do not.
#[test]
fn what_is_nested_a_hundred_thousand_levels_deep() {
    let forms = [
        ("parentheses", "(", ")", 100_000),
        ("lists", "[", "]", 100_000),
        ("dictionaries", "{1: ", "}", 70_000),
        ("calls", "f(", ")", 70_000),
        ("subscripts", "a[", "]", 70_000),
        ("attributes", "", ".b", 70_000),
        ("method_calls", "", ".b()", 70_000),
        ("sums", "", " + a", 70_000),
        ("negations", "not ", "", 70_000),
        ("functions", "lambda: ", "", 70_000),
        ("conditions", "a if b else ", "", 70_000),
    ];
    let nested = |begin: &str, inner: &str| {
        let file = move |(name, open, close, count): (&str, &str, &str, usize)| {
            let (open, close) = (open.repeat(count), close.repeat(count));
            (format!("emr/{name}.py"), format!("{begin}x = {open}{inner}{close}\n"))
        };
        forms.map(file).to_vec()
    };
    laws("deep", &Moves, &holding(&nested("", "1")));
    for inner in ["Encounter", "\"emr.Encounter\""] {
        let files = nested(IMPORT, inner);
        if inner == "Encounter" {
            laws("deep", &Refuses("nested deeper here than can be read"), &holding(&files));
        }
        let said = checks("deep", &holding(&files));
        for (path, _) in files {
            let unjudged = said.lines().find(|line| line.starts_with(&format!("{path}:2:")));
            assert!(unjudged.is_some_and(|line| line.contains("RH000")), "{path}: {said}");
        }
    }
}

/// What Python does take is read and rewritten, and as fast.
#[test]
fn what_is_as_deep_as_python_takes_is_rewritten() {
    let files = [
        ("emr/sum.py", format!("{IMPORT}x = a{}\n", " + Encounter".repeat(2_900))),
        ("emr/labels.py", format!("x = ''{}\n", " + 'emr.Encounter'".repeat(2_900))),
        (
            "emr/path.py",
            format!("import emr.models\nx = emr.models.Encounter{}\n", ".b".repeat(2_900)),
        ),
        ("emr/list.py", format!("{IMPORT}x = {}Encounter{}\n", "[".repeat(199), "]".repeat(199))),
        ("emr/any.py", format!("{IMPORT}x = a{}\n", " or Encounter".repeat(2_900))),
    ]
    .map(|(path, text)| (path.to_owned(), text));
    laws("deep", &Moves, &holding(&files));
}

/// Tens of thousands of siblings: each is looked at once, and not beside all others.
#[test]
fn what_is_wide() {
    const MANY: usize = 10_000;
    let numbered =
        |one: &dyn Fn(usize) -> String| (0..MANY).map(one).collect::<Vec<_>>().join(", ");
    let files = [
        ("list", format!("{IMPORT}x = [{}]\n", numbered(&|_| "Encounter".to_owned()))),
        ("targets", format!("{IMPORT}({}) = Encounter\n", numbered(&|at| format!("a{at}")))),
        ("keywords", format!("f({})\n", numbered(&|at| format!("a{at}=\"emr.Encounter\"")))),
        (
            "parameters",
            format!("{IMPORT}def f({}): pass\n", numbered(&|at| format!("a{at}=Encounter"))),
        ),
        ("branches", format!("{IMPORT}if 0: pass\n{}", "elif Encounter: pass\n".repeat(1_300))),
        ("stars", format!("{}x = Encounter\n", "from emr.models import *\n".repeat(300))),
        (
            "pairs",
            format!("x = {{{}}}\n", "'app_label': 'emr', 'model': 'encounter', ".repeat(300)),
        ),
    ]
    .map(|(name, text)| (format!("emr/wide_{name}.py"), text));
    laws("wide", &Moves, &holding(&files));
}

/// Two names that are given each other: neither is ever found to be what Django has.
#[test]
fn registries_that_go_round_in_circles() {
    let text = "x = y\ny = x\n\n\ndef f(a=x, b=y):\n    a.get_model('emr', 'Encounter')\n    y.get_model('emr.Encounter')\n";
    laws("circle", &Moves, &holding(&[("emr/circle.py".to_owned(), text.to_owned())]));
}
