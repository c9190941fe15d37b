//! Runs a command, prints, and sets the exit status; nothing else prints.

use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use clap::builder::styling::{AnsiColor, Style};
use django_rehome::choice::Choice;
use django_rehome::cli::{
    CheckArgs, Cli, Color, Command, GlobalArgs, Include, MoveArgs, Unguarded, completions,
    is_colored, man_page, moves,
};
use django_rehome::diagnostic::Error;
use django_rehome::edit::ChangeSet;
use django_rehome::reference::{self, Copying, ModelId, Move};
use django_rehome::{Outcome, diff, find_references, plan_move, report, vcs, write};

fn main() -> ExitCode {
    Color::asked(std::env::args_os()).settle();
    let cli = Cli::parse();
    cli.global.color.settle();
    match run(cli) {
        Ok(status) => status,
        Err(error) => {
            say("error", AnsiColor::Red, &error);
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Error> {
    match cli.command {
        Command::Refs { models, root } => {
            for model in models {
                let refs = find_references(&root, &model.parse::<ModelId>()?)?;
                print(&mut std::io::stdout(), report::refs(&refs).as_bytes());
                for warning in &refs.references.warnings {
                    say("warning", AnsiColor::Yellow, warning);
                }
            }
        }
        Command::Move(arguments) => moving(*arguments)?,
        Command::Check(arguments) => return checking(&arguments, &cli.global),
        Command::Explain { rule } => {
            let text = report::explained(rule.as_deref())?;
            print(&mut std::io::stdout(), text.as_bytes());
        }
        Command::Completions { shell } => print(&mut std::io::stdout(), &completions(shell)),
        Command::Man => print(&mut std::io::stdout(), &man_page()?),
    }
    Ok(ExitCode::SUCCESS)
}

fn moving(arguments: MoveArgs) -> Result<(), Error> {
    let copying = Copying { batch: arguments.batch, keep_old_table: arguments.keep_old_table };
    let request = Move {
        with: arguments.with.into_iter().collect(),
        without: arguments.without.into_iter().collect(),
        shim: arguments.shim.into(),
        admin: arguments.admin.into(),
        style: reference::Style::new(arguments.migration_name, !arguments.no_header)?,
        migrations: !arguments.no_migrations,
        assumed: arguments.assume_unchanged,
        strategy: arguments.strategy.strategy(copying)?,
        ..moves(&arguments.models, &arguments.to)?
    };
    let likely = arguments.include == Some(Include::Likely);
    let choice = Choice::new(likely, arguments.docs, &arguments.exclude)?;
    match plan_move(&arguments.root, &request, &choice)? {
        Outcome::AlreadyMoved => {
            let text = report::nothing_to_do(&request);
            print(&mut std::io::stderr(), text.as_bytes());
        }
        Outcome::Planned(plan) => {
            if arguments.write {
                put(&arguments.root, &plan.changes, arguments.unguarded)?;
            } else {
                print(&mut std::io::stdout(), &diff::patch(&plan.changes));
            }
            print(&mut std::io::stderr(), report::summary(&plan, arguments.write).as_bytes());
        }
    }
    Ok(())
}

fn checking(arguments: &CheckArgs, _global: &GlobalArgs) -> Result<ExitCode, Error> {
    let checked = django_rehome::finding::Checked::default();
    let text = report::findings(&checked, arguments.output_format, is_colored(&std::io::stdout()))?;
    print(&mut std::io::stdout(), text.as_bytes());
    Ok(ExitCode::from(checked.status()))
}

/// Writes the changes, where git could give back what they replace.
fn put(root: &Path, changes: &ChangeSet, unguarded: Unguarded) -> Result<(), Error> {
    vcs::guard(root, changes, unguarded.into())?;
    write::write(root, changes)
}

/// Says something on stderr, with what it is before it.
fn say(what: &str, color: AnsiColor, message: &dyn Display) {
    let mut stderr = std::io::stderr();
    let style = match is_colored(&stderr) {
        true => color.on_default().bold(),
        false => Style::new(),
    };
    print(&mut stderr, format!("{style}{what}:{style:#} {message}\n").as_bytes());
}

/// Writes to a stream; a reader that has gone away is no error.
fn print(stream: &mut dyn Write, bytes: &[u8]) {
    if let Err(error) = stream.write_all(bytes).and_then(|()| stream.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        std::process::exit(2);
    }
}
