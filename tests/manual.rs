//! Completions and the man page, read by bash and by groff where they are.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests run programs, and say what they left out"
)]

mod common;

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use common::text;

fn tool(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_django-rehome"));
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Gives a text to a program; none where there is no such program.
fn feed(program: &str, arguments: &[&str], input: &str) -> Option<Output> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        eprintln!("{program} is not here: it was not asked");
        return None;
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Some(child.wait_with_output().unwrap())
}

/// The long flags and the commands that `--help` names, for the tool and each command.
fn named() -> Vec<(String, BTreeSet<String>)> {
    let top = tool(&["--help"]);
    let listed = top.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<String> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| Some(line.split_whitespace().next()?.to_owned()))
        .filter(|command| command != "help")
        .collect();
    assert!(commands.iter().any(|command| command == "completions"), "{commands:?}");
    let flags = |help: &str| {
        let words = help.lines().filter_map(|line| line.trim_start().split(", ").last());
        let flags = words.filter(|word| word.starts_with("--"));
        flags.filter_map(|word| Some(word.split([' ', '=']).next()?.to_owned())).collect()
    };
    let of_commands = commands.iter().map(|command| {
        let flags: BTreeSet<String> = flags(&tool(&[command, "--help"]));
        (command.clone(), flags)
    });
    of_commands.collect()
}

#[test]
fn bash_completes_commands_flags_and_values() {
    let script = tool(&["completions", "bash"]);
    assert!(feed("bash", &["-n"], &script).is_some_and(|output| output.status.success()));
    for (words, wanted) in [
        ("django-rehome mo", "move"),
        ("django-rehome move --allow-d", "--allow-dirty"),
        ("django-rehome move --strategy re", "rename"),
        ("django-rehome completions fi", "fish"),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        let last = words.len() - 1;
        // As bash itself does it: `complete -F` has named the function.
        let ask = format!(
            "{script}\nCOMP_WORDS=({})\nCOMP_CWORD={last}\n\
             function=$(complete -p django-rehome | sed 's/.*-F //; s/ .*//')\n\
             $function django-rehome '{}' '{}'\necho \"${{COMPREPLY[@]}}\"\n",
            words.join(" "),
            words[last],
            words[last - 1],
        );
        let output = feed("bash", &["--norc"], &ask).unwrap();
        assert_eq!(text(&output.stdout).trim(), wanted, "{}", text(&output.stderr));
    }
}

#[test]
fn every_shell_is_told_of_every_command_and_flag() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = tool(&["completions", shell]);
        for (command, flags) in named() {
            assert!(script.contains(&command), "{shell}: {command}");
            for flag in flags {
                // fish has them without their dashes.
                assert!(script.contains(flag.trim_start_matches('-')), "{shell}: {flag}");
            }
        }
        if let Some(output) = match shell {
            "zsh" | "fish" => feed(shell, &["-n"], &script),
            _ => None,
        } {
            assert!(output.status.success(), "{shell}: {}", text(&output.stderr));
        }
    }
    let unknown = ["completions", "tcsh"];
    let output = Command::new(env!("CARGO_BIN_EXE_django-rehome")).args(unknown).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_man_page_says_all_that_help_says() {
    let page = tool(&["man"]);
    assert!(page.contains("\n.TH django-rehome 1 "), "{page}");
    let plain = page.replace("\\-", "-");
    for (command, flags) in named() {
        let start = plain.find(&format!(".SS \"django-rehome {command}\"")).unwrap();
        let rest = &plain[start..];
        let section = rest.find("\n.S").map_or(rest, |end| &rest[..end]);
        let global = ["--help", "--config", "--isolated", "--color", "--stats"];
        for flag in flags {
            let place = if global.contains(&flag.as_str()) { &plain } else { section };
            assert!(place.contains(&flag), "{command} {flag}: {place}");
        }
    }
    let Some(output) = feed("groff", &["-man", "-Tutf8", "-ww", "-P-c"], &page) else { return };
    assert_eq!(text(&output.stderr), "");
    let shown = text(&output.stdout);
    assert!(shown.contains("django-rehome move emr.Encounter --to core"), "{shown}");
}
