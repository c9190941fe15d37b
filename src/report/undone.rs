//! What was taken back → text.

use std::fmt::Write;
use std::path::Path;

use super::files;
use crate::cli::UndoArgs;
use crate::diagnostic::{escape, shown_path};
use crate::edit::Change;
use crate::write::Undone;

/// What every migration has, and hardly anything else.
const MIGRATION: &[u8] = b"migrations.Migration";

/// `undo`, where nothing was written; `above` is where something was.
pub fn nothing_undone(asked: &UndoArgs, above: Option<&Path>) -> String {
    let nothing = match asked.finish {
        true => "nothing to finish: no write was cut off",
        false => "nothing to undo",
    };
    match above {
        None => format!("{nothing}\n"),
        Some(above) => {
            let above = shown_path(above);
            format!("{nothing} here; there is something above: run it with --root {above}\n")
        }
    }
}

/// `undo`: what was taken back or finished, and what that does not reach.
pub fn undone(undone: &Undone, asked: &UndoArgs) -> String {
    let verb = match (undone.is_finished, asked.diff) {
        (true, false) => "finished",
        (true, true) => "would finish",
        (false, false) => "taken back",
        (false, true) => "would take back",
    };
    let mut out = format!("{verb}: {}\n", escape(&undone.what));
    let (mut changed, mut made, mut gone) = (0, 0, 0);
    let mut migrations: Vec<&Path> = Vec::new();
    for (path, change) in undone.changes.iter() {
        match change {
            Change { before: Some(before), after: None } => {
                gone += 1;
                if before.windows(MIGRATION.len()).any(|window| window == MIGRATION) {
                    migrations.push(path);
                }
            }
            Change { before: None, .. } => made += 1,
            Change { .. } => changed += 1,
        }
    }
    let mut parts = Vec::new();
    for (count, what) in [(changed, "changed"), (made, "made"), (gone, "removed")] {
        if count > 0 {
            parts.push(format!("{} {what}", files(count)));
        }
    }
    let _ = match parts.is_empty() {
        true => writeln!(out, "  every file was so already"),
        false => writeln!(out, "  {}", parts.join(", ")),
    };
    if !migrations.is_empty() {
        out.push_str(
            "\nthe database is left alone. If these migrations were run, write the move again, migrate back\n\
             to what was there before them, and undo it then:\n",
        );
        for path in migrations {
            let _ = writeln!(out, "  {}", shown_path(path));
        }
    }
    out
}
