//! Runs a command, prints, and sets the exit status; nothing else prints.

mod progress;

use std::fmt::Display;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use clap::builder::styling::{AnsiColor, Style};
use django_rehome::check::asked::{Asked, groups};
use django_rehome::check::{Request, check};
use django_rehome::choice::Choice;
use django_rehome::cli::{
    CheckArgs, Cli, Color, Command, GlobalArgs, Include, MoveArgs, UndoArgs, completions,
    is_colored, man_page, moves, recorded_move,
};
use django_rehome::config::{Config, Recorded};
use django_rehome::diagnostic::{Error, Place};
use django_rehome::finding::Checked;
use django_rehome::reference::{self, Copying, ModelId, Move, Record};
use django_rehome::{Outcome, diff, find_references, plan_move, report, scan, stats, vcs, write};

use crate::progress::watched;

fn main() -> ExitCode {
    Color::asked(std::env::args_os()).settle();
    let cli = Cli::parse();
    cli.global.color.settle();
    if cli.global.stats {
        stats::ask();
    }
    let status = run(cli).unwrap_or_else(|error| {
        say("error", AnsiColor::Red, &error);
        ExitCode::from(2)
    });
    if let Some(table) = stats::table() {
        print(&mut std::io::stderr(), table.as_bytes());
    }
    status
}

fn run(cli: Cli) -> Result<ExitCode, Error> {
    match cli.command {
        Command::Refs { models, root } => {
            write::settled(&root)?;
            for model in models {
                let model = model.parse::<ModelId>()?;
                let refs = watched(|| find_references(&root, &model))?;
                print(&mut std::io::stdout(), report::refs(&refs).as_bytes());
                for warning in &refs.references.warnings {
                    say("warning", AnsiColor::Yellow, warning);
                }
            }
        }
        Command::Move(arguments) => moving(*arguments, &cli.global)?,
        Command::Check(arguments) => return checking(&arguments, &cli.global),
        Command::Undo(arguments) => undoing(&arguments)?,
        Command::Explain { rule } => {
            let text = report::explained(rule.as_deref())?;
            print(&mut std::io::stdout(), text.as_bytes());
        }
        Command::Completions { shell } => print(&mut std::io::stdout(), &completions(shell)),
        Command::Man => print(&mut std::io::stdout(), &man_page()?),
    }
    Ok(ExitCode::SUCCESS)
}

fn moving(arguments: MoveArgs, global: &GlobalArgs) -> Result<(), Error> {
    write::settled(&arguments.root)?;
    let config = configuration(global, &arguments.root)?;
    let what = format!("move {} --to {}", arguments.models.join(" "), arguments.to);
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
        record: match &global.config {
            _ if arguments.no_record || global.isolated => Record::Nowhere,
            Some(file) => Record::In(file.clone()),
            None => Record::Nearest,
        },
        ..moves(&arguments.models, &arguments.to)?
    };
    let likely = arguments.include == Some(Include::Likely);
    let given = [arguments.exclude.as_slice(), &arguments.extend_exclude].concat();
    let choice = Choice::new(likely, arguments.docs, &given)?;
    let choice = configured(choice, &config, &arguments.root, &arguments.exclude)?;
    match watched(|| plan_move(&arguments.root, &request, &choice))? {
        Outcome::AlreadyMoved => {
            let text = report::nothing_to_do(&request);
            print(&mut std::io::stderr(), text.as_bytes());
        }
        Outcome::Planned(plan) => {
            if arguments.write {
                vcs::guard(&arguments.root, &plan.changes, arguments.unguarded.into())?;
                write::write(&arguments.root, &plan.changes, &what)?;
            } else {
                print(&mut std::io::stdout(), &diff::patch(&plan.changes));
            }
            print(&mut std::io::stderr(), report::summary(&plan, arguments.write).as_bytes());
        }
    }
    Ok(())
}

/// The configuration that holds for a directory.
fn configuration(global: &GlobalArgs, directory: &Path) -> Result<Config, Error> {
    match &global.config {
        _ if global.isolated => Ok(Config::default()),
        Some(file) => scan::config_file(file),
        None => scan::config(directory),
    }
}

/// A choice, without what the configuration leaves out: with `--exclude`, only what comes to that.
fn configured(
    choice: Choice,
    config: &Config,
    root: &Path,
    exclude: &[String],
) -> Result<Choice, Error> {
    let own = if exclude.is_empty() { config.exclude.as_slice() } else { &[] };
    choice.excluding(&[own, &config.extend_exclude].concat(), &scan::below(config, root))
}

fn checking(arguments: &CheckArgs, global: &GlobalArgs) -> Result<ExitCode, Error> {
    let held = standard_input(arguments)?;
    let paths = match &held {
        Some((path, _)) => std::slice::from_ref(path),
        None => arguments.paths.as_slice(),
    };
    let asked = Asked {
        paths,
        root: arguments.root.as_deref(),
        config: global.config.as_deref(),
        isolated: global.isolated,
    };
    let current = scan::absolute(Path::new("."))?;
    let more = recorded_moves(&arguments.moves)?;
    let mut outcomes = Vec::new();
    for group in groups(&asked)? {
        write::settled(&group.root)?;
        let config = &group.config;
        let moves = group.moves(&more)?;
        if moves.is_empty() {
            continue;
        }
        let likely = arguments.include == Some(Include::Likely);
        let given = [arguments.exclude.as_slice(), &arguments.extend_exclude].concat();
        let choice = Choice::new(likely, arguments.docs, &given)?
            .ignoring(&config.per_file_ignores, &scan::below(config, &group.root))?;
        let choice = configured(choice, config, &group.root, &arguments.exclude)?;
        let request = Request {
            root: &group.root,
            moves: &moves,
            given: group.given.as_ref(),
            held: held.as_ref().map(|(_, bytes)| bytes.as_slice()),
            choice: &choice,
            force_exclude: arguments.force_exclude || config.force_exclude,
            current: &current,
        };
        let outcome = watched(|| check(&request))?;
        outcomes.push((group.root, outcome));
    }
    if outcomes.is_empty() {
        print(&mut std::io::stderr(), report::no_moves().as_bytes());
    }
    // What is printed in place of findings has stdout for itself.
    let aside = arguments.diff || (arguments.fix && held.is_some());
    if let Some((_, bytes)) = held.as_ref().filter(|_| arguments.fix) {
        // An editor wants the text back, mended or not.
        let changed = outcomes.iter().find_map(|(_, one)| one.changes.iter().next());
        let after = changed.and_then(|(_, change)| change.after.as_ref());
        print(&mut std::io::stdout(), after.unwrap_or(bytes));
    } else if arguments.fix {
        for (root, outcome) in &outcomes {
            vcs::guard(root, &outcome.changes, arguments.unguarded.into())?;
        }
        let all = outcomes.iter().map(|(root, outcome)| (root.as_path(), &outcome.changes));
        write::write_all(&all.collect::<Vec<_>>(), "check --fix")?;
    } else if arguments.diff {
        for (_, outcome) in &outcomes {
            print(&mut std::io::stdout(), &diff::patch(&outcome.changes));
        }
    }
    let mut checked = Checked::default();
    for (_, outcome) in outcomes {
        checked.add(outcome.checked(arguments.fix));
    }
    let format = arguments.output_format;
    if aside {
        let mut stderr = std::io::stderr();
        let text = report::findings(&checked, format, is_colored(&stderr))?;
        print(&mut stderr, text.as_bytes());
    } else {
        let mut stdout = std::io::stdout();
        let text = report::findings(&checked, format, is_colored(&stdout))?;
        print(&mut stdout, text.as_bytes());
    }
    for warning in &checked.warnings {
        say("warning", AnsiColor::Yellow, warning);
    }
    Ok(ExitCode::from(checked.status()))
}

/// Takes back what was written last, or prints what that would do.
fn undoing(arguments: &UndoArgs) -> Result<(), Error> {
    let (root, finish) = (&arguments.root, arguments.finish);
    let undone = match arguments.diff {
        true => write::would_undo(root, finish)?,
        false => write::undo(root, finish)?,
    };
    if let Some(undone) = undone.as_ref().filter(|_| arguments.diff) {
        print(&mut std::io::stdout(), &diff::patch(&undone.changes));
    }
    let text = match &undone {
        Some(undone) => report::undone(undone, arguments),
        None => report::nothing_undone(arguments, write::written_above(root).as_deref()),
    };
    print(&mut std::io::stderr(), text.as_bytes());
    Ok(())
}

/// The moves that the command line names.
fn recorded_moves(words: &[String]) -> Result<Vec<Recorded>, Error> {
    let mut moves = Vec::new();
    for word in words {
        let (id, to) = recorded_move(word)?;
        let place = Place { path: "--move".into(), line: 1, column: 1 };
        moves.push(Recorded { id, to, module: None, names: Vec::new(), place });
    }
    Ok(moves)
}

/// What stands in for a file, where `-` is given: the name that it is to be taken for, and the text.
fn standard_input(arguments: &CheckArgs) -> Result<Option<(PathBuf, Vec<u8>)>, Error> {
    let is_asked = arguments.paths.iter().any(|path| path == Path::new("-"));
    match (is_asked, &arguments.stdin_filename) {
        (false, None) => Ok(None),
        (true, Some(name)) if arguments.paths.len() == 1 && !scan::is_directory(name) => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .read_to_end(&mut bytes)
                .map_err(|error| Error::new(format!("standard input cannot be read: {error}")))?;
            Ok(Some((name.clone(), bytes)))
        }
        _ => Err(Error::new("standard input needs the name of a file, and stands alone")
            .help("write: django-rehome check - --stdin-filename emr/views.py")),
    }
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
