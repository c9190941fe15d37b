//! What clap knows of the command line, written down for shells and for `man`.

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::Cli;
use crate::diagnostic::Error;

/// The script that completes the command line in a shell.
pub fn completions(shell: Shell) -> Vec<u8> {
    let (mut command, mut out) = (Cli::command(), Vec::new());
    let name = command.get_name().to_owned();
    clap_complete::generate(shell, &mut command, name.as_str(), &mut out);
    if shell != Shell::Bash {
        return out;
    }
    // For a name with a hyphen, two halves of this script call the same thing by two names, and
    // nothing is completed behind a command (clap-rs/clap#6421). This makes them one.
    let (one, other) = (name.replace('-', "__subcmd__"), name.replace('-', "__"));
    String::from_utf8_lossy(&out).replace(&one, &other).into_bytes()
}

/// The man page: one for all commands, each of them a section below `COMMANDS`.
///
/// # Errors
/// It cannot be written to memory.
pub fn man_page() -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    write_page(&mut out).map_err(|error| Error::new(format!("the man page: {error}")))?;
    Ok(out)
}

fn write_page(out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut command = Cli::command().disable_help_subcommand(true).subcommand_value_name("COMMAND");
    command.build();
    let page = Man::new(command.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    out.extend(b".SH COMMANDS\n");
    for one in command.get_subcommands() {
        write_command(one, out)?;
    }
    out.extend(b".SH EXAMPLES\n");
    let after = after_help(&command);
    closing(after.strip_prefix("Examples:\n").unwrap_or(&after)).to_writer(out)?;
    page.render_version_section(out)
}

/// One command: how it is called, what it is for, its own flags, and examples.
fn write_command(command: &Command, out: &mut Vec<u8>) -> std::io::Result<()> {
    // What every command takes stands at the top.
    let own = command.clone().mut_args(|arg| {
        if arg.is_global_set() || arg.get_id() == "help" { arg.hide(true) } else { arg }
    });
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    Roff::new().control("SS", [name]).to_writer(out)?;
    let (page, mut text) = (Man::new(own), Vec::new());
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    // These are sections of a page of its own: paragraphs here.
    for line in String::from_utf8_lossy(&text).lines() {
        let line = if line.starts_with(".SH ") { ".PP" } else { line };
        out.extend(line.bytes().chain([b'\n']));
    }
    out.extend(b".PP\n");
    closing(&after_help(command)).to_writer(out)
}

fn after_help(command: &Command) -> String {
    command.get_after_help().map(ToString::to_string).unwrap_or_default()
}

/// What closes the help of a command: its examples, line by line, and other paragraphs.
fn closing(text: &str) -> Roff {
    let mut roff = Roff::new();
    for line in text.lines() {
        match line.strip_prefix("  ") {
            Some(example) => roff.text([roman(example)]).control("br", []),
            None if line.is_empty() => roff.control("PP", []),
            None => roff.text([roman(line)]).control("br", []),
        };
    }
    roff
}
