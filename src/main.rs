//! Runs a command, prints, and sets the exit status; nothing else prints.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::Parser;
use django_rehome::choice::Choice;
use django_rehome::cli::{Cli, Command, Include, moves};
use django_rehome::diagnostic::Error;
use django_rehome::reference::{Copying, ModelId, Move, Style};
use django_rehome::{Outcome, diff, find_references, plan_move, report, write};

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            print(&mut std::io::stderr(), format!("error: {error}\n").as_bytes());
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> Result<(), Error> {
    match cli.command {
        Command::Refs { models, root } => {
            for model in models {
                let refs = find_references(&root, &model.parse::<ModelId>()?)?;
                print(&mut std::io::stdout(), report::refs(&refs).as_bytes());
                for warning in &refs.references.warnings {
                    print(&mut std::io::stderr(), format!("warning: {warning}\n").as_bytes());
                }
            }
        }
        Command::Move {
            models,
            to,
            root,
            write: to_disk,
            include,
            exclude,
            docs,
            with,
            without,
            shim,
            admin,
            strategy,
            assume_unchanged,
            batch,
            keep_old_table,
            migration_name,
            no_header,
            no_migrations,
        } => {
            let request = Move {
                with: with.into_iter().collect(),
                without: without.into_iter().collect(),
                shim: shim.into(),
                admin: admin.into(),
                style: Style::new(migration_name, !no_header)?,
                migrations: !no_migrations,
                assumed: assume_unchanged,
                strategy: strategy.strategy(Copying { batch, keep_old_table })?,
                ..moves(&models, &to)?
            };
            let choice = Choice::new(include == Some(Include::Likely), docs, &exclude)?;
            match plan_move(&root, &request, &choice)? {
                Outcome::AlreadyMoved => {
                    let text = report::nothing_to_do(&request);
                    print(&mut std::io::stderr(), text.as_bytes());
                }
                Outcome::Planned(plan) => {
                    if to_disk {
                        write::write(&root, &plan.changes)?;
                    } else {
                        print(&mut std::io::stdout(), &diff::patch(&plan.changes));
                    }
                    print(&mut std::io::stderr(), report::summary(&plan, to_disk).as_bytes());
                }
            }
        }
    }
    Ok(())
}

/// Writes to a stream; a reader that has gone away is no error.
fn print(stream: &mut dyn Write, bytes: &[u8]) {
    if let Err(error) = stream.write_all(bytes).and_then(|()| stream.flush())
        && error.kind() != ErrorKind::BrokenPipe
    {
        std::process::exit(2);
    }
}
