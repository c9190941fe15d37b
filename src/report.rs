//! What was found and done → text.

mod explained;
mod findings;
mod undone;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

pub use self::explained::explained;
pub use self::findings::findings;
pub use self::undone::{nothing_undone, undone};
use crate::diagnostic::escape;
use crate::plan::Address;
use crate::project::Project;
use crate::reference::{Certainty, Decision, Move, Reference, ReferenceKind, Strategy};
use crate::transplant::belongs::{Moved, Why};
use crate::{MovePlan, Recording, Refs};

/// The group of files that belong to no app.
const NO_APP: &str = "(no app)";

/// `refs`: every reference as `path:line:col kind text`, grouped by app, with totals. What is not
/// proven says so behind its kind.
pub fn refs(refs: &Refs) -> String {
    let mut out = String::new();
    for (app, list) in by_app(&refs.project, &refs.references.list) {
        let _ = writeln!(out, "{app}: {}", counts(&list));
        for one in list {
            let text = escape(&one.text);
            let sure = match one.certainty {
                Certainty::Proven => String::new(),
                other => format!(" ({})", other.as_str()),
            };
            let _ = writeln!(out, "{} {}{sure} {text}", one.place, one.kind.as_str());
        }
        out.push('\n');
    }
    let all: Vec<&Reference> = refs.references.list.iter().collect();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &all {
        *kinds.entry(one.kind.as_str()).or_default() += 1;
    }
    let kinds: Vec<String> =
        kinds.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let _ = write!(out, "{}: {}", refs.model, counts(&all));
    let _ = match kinds.is_empty() {
        true => writeln!(out),
        false => writeln!(out, " ({})", kinds.join(", ")),
    };
    out
}

/// `move`, where all has been done before.
pub fn nothing_to_do(request: &Move) -> String {
    let models: Vec<String> = request.models.iter().map(ToString::to_string).collect();
    let verb = if models.len() == 1 { "has" } else { "have" };
    format!("nothing to do: {} {verb} already moved to {}\n", models.join(", "), request.to)
}

/// `check`, where nothing is known to have moved.
pub fn no_moves() -> &'static str {
    "no moves are known: `move --write` notes them in pyproject.toml, or say --move emr.Encounter=core\n"
}

/// `move`: what happens, what was written or would be, and what is left to do.
pub fn summary(plan: &MovePlan, written: bool) -> String {
    let mut out = String::new();
    let to = &plan.to;
    let verb = if written { "moved" } else { "would move" };
    for (model, table) in &plan.tables {
        let name = &model.name;
        let _ = match plan.strategy {
            Strategy::Keep => {
                writeln!(out, "{model} {verb} to {to}.{name}; its table stays {table}")
            }
            Strategy::Rename => {
                writeln!(out, "{model} {verb} to {to}.{name}; its table becomes {table}")
            }
            Strategy::Copy(copying) => {
                let old = match copying.keep_old_table {
                    true => "and its old table stays, to be dropped when nothing reads it any more",
                    false => "and its old table is dropped",
                };
                writeln!(
                    out,
                    "{model} {verb} to {to}.{name}; its rows are copied to {table}, {old}"
                )
            }
            Strategy::Code => {
                writeln!(out, "{model} {verb} to {}; its label stays", plan.modules.1)
            }
        };
    }
    if plan.is_there {
        let _ = writeln!(out, "it stands in {} already: the move is finished", plan.modules.1);
    }
    let references: Vec<&Reference> = plan.references.list.iter().collect();
    let _ = writeln!(
        out,
        "\n{}; {} {}",
        counts(&references),
        files(plan.changes.iter().count()),
        if written { "written" } else { "would change" }
    );
    let groups = by_app(&plan.project, &plan.references.list);
    let changed = changed_files(plan);
    let apps: BTreeSet<&str> =
        groups.keys().map(String::as_str).chain(changed.keys().map(String::as_str)).collect();
    let width = apps.iter().map(|app| app.chars().count()).max().unwrap_or_default();
    for app in apps {
        let count = groups.get(app).map_or(0, Vec::len);
        let verb = if written { "changed" } else { "to change" };
        let files = files(changed.get(app).copied().unwrap_or_default());
        let _ = writeln!(out, "  {app:width$}  {}, {files} {verb}", references_of(count));
    }
    out.push_str(&moved(&plan.modules.1, &plan.moved));
    out.push_str(&moved(&format!("{}.admin", plan.target_package), &plan.admin));
    out.push_str(&old_address(plan));
    out.push_str(&migrations(plan));
    out.push_str(&recording(&plan.recording, written));
    if !plan.by_hand.is_empty() {
        out.push_str("\nto look at by hand:\n");
        for one in &plan.by_hand {
            let _ = writeln!(out, "  {one}");
        }
    }
    out.push_str(&choices(&plan.references.list));
    out.push_str("\nnext:\n");
    if !plan.left_to_write.is_empty() {
        out.push_str("  write the migrations\n");
    }
    if !written {
        let apply = match crate::scan::below_git_top(&plan.project.root) {
            None => "git apply".to_owned(),
            Some(below) => {
                let below = escape(&below.to_string_lossy());
                format!("git apply --directory={below} at the top of the repository")
            }
        };
        let _ = writeln!(out, "  run again with --write, or pipe the diff to {apply}");
    }
    out.push_str("  python manage.py makemigrations --check --dry-run\n");
    if !plan.migrations.is_empty() {
        let copies = matches!(plan.strategy, Strategy::Copy(_));
        let quiet = if copies { ", while nothing writes to the old table" } else { "" };
        let _ = writeln!(out, "  python manage.py migrate{quiet}");
    }
    if written {
        out.push_str("\n`django-rehome undo` takes it back\n");
    }
    out
}

/// The new migrations, or what they have to do.
fn migrations(plan: &MovePlan) -> String {
    let mut out = String::new();
    if plan.left_to_write.is_empty() {
        if !plan.migrations.is_empty() {
            out.push_str("\nmigrations:\n");
        }
        for path in &plan.migrations {
            let _ = writeln!(out, "  {}", escape(&path.to_string_lossy()));
        }
        return out;
    }
    out.push_str(
        "\nno migrations, as asked for; those of makemigrations would drop the table. Write these steps\n\
         as state_operations of SeparateDatabaseAndState, each app after those above it:\n",
    );
    for step in &plan.left_to_write {
        let _ = writeln!(out, "  {}", escape(step));
    }
    out
}

/// Where `check` will know the move from.
fn recording(recording: &Recording, written: bool) -> String {
    let path = |path: &Path| escape(&path.to_string_lossy());
    let will = if written { "" } else { "to be " };
    match recording {
        Recording::None => String::new(),
        Recording::In(file) => format!(
            "\n{will}recorded in {}: check finds what still uses the old address\n",
            path(file)
        ),
        Recording::TakenOut(file) => {
            format!("\n{will}taken out of {}, since it is where it was\n", path(file))
        }
        Recording::ByHand { file, entries, is_back } => {
            let what = if *is_back { "take out there" } else { "add there" };
            format!(
                "\nnot recorded, since {} is not below the root; for check, {what}:\n\n{}",
                path(file),
                escape(entries)
            )
        }
    }
}

/// What the old module says from now on.
fn old_address(plan: &MovePlan) -> String {
    let (old, new) = (&plan.modules.0, &plan.modules.1);
    match plan.old_address {
        None => String::new(),
        Some(Address::Imported) => {
            format!("\n{old} re-exports them: old imports keep working\n")
        }
        Some(Address::Found { warns: true }) => {
            format!("\n{old} finds them when it is asked, with a DeprecationWarning\n")
        }
        Some(Address::Found { warns: false }) => {
            format!(
                "\n{old} finds them when it is asked, since {new} imports it: old imports keep working\n"
            )
        }
        Some(Address::Silent) => format!("\n{old} has them no longer\n"),
    }
}

/// What goes to a module, and why.
fn moved(module: &str, list: &[Moved]) -> String {
    let mut out = String::new();
    if !list.is_empty() {
        let _ = writeln!(out, "\nto {module}:");
    }
    for one in list {
        let name = escape(&one.name);
        let _ = match &one.why {
            Why::Itself => writeln!(out, "  {name}"),
            why => writeln!(out, "  {name} ({why})"),
        };
    }
    out
}

/// What was left by choice, and what another choice would rewrite.
fn choices(references: &[Reference]) -> String {
    let count =
        |test: &dyn Fn(&Reference) -> bool| references.iter().filter(|one| test(one)).count();
    let unsure = |one: &Reference| {
        one.decision == Decision::Unsure && one.certainty == Certainty::Likely && says(one)
    };
    let is_docs = |one: &Reference| one.kind == ReferenceKind::Docs;
    let spared = count(&|one| one.decision == Decision::Spared);
    let docs = count(&|one| unsure(one) && is_docs(one));
    let likely = count(&|one| unsure(one) && !is_docs(one));
    let lines = [
        (spared, "left as asked for, by --exclude or a comment"),
        (likely, "likely to mean the model: --include likely rewrites them"),
        (docs, "in documentation: --docs rewrites them"),
    ];
    let mut out = String::new();
    for (count, what) in lines.into_iter().filter(|(count, _)| *count > 0) {
        let _ = writeln!(out, "{} {what}", references_of(count));
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}

/// Whether a reference says where the model lives, and not only its name.
fn says(one: &Reference) -> bool {
    !one.address.is_empty()
}

fn by_app<'r>(project: &Project, list: &'r [Reference]) -> BTreeMap<String, Vec<&'r Reference>> {
    let mut groups: BTreeMap<String, Vec<&Reference>> = BTreeMap::new();
    for one in list {
        groups.entry(app_of(project, &one.path)).or_default().push(one);
    }
    groups
}

fn app_of(project: &Project, path: &Path) -> String {
    project.app_of(path).map_or_else(|| NO_APP.to_owned(), |app| app.label.clone())
}

fn changed_files(plan: &MovePlan) -> BTreeMap<String, usize> {
    let mut files = BTreeMap::new();
    for (path, _) in plan.changes.iter() {
        *files.entry(app_of(&plan.project, path)).or_default() += 1;
    }
    files
}

fn counts(list: &[&Reference]) -> String {
    let paths: BTreeSet<&Path> = list.iter().map(|one| one.path.as_path()).collect();
    format!("{} in {}", references_of(list.len()), files(paths.len()))
}

fn references_of(count: usize) -> String {
    format!("{count} reference{}", if count == 1 { "" } else { "s" })
}

fn files(count: usize) -> String {
    format!("{count} file{}", if count == 1 { "" } else { "s" })
}
