//! The edits of one import statement that exists: names go, names come, its module changes.

use super::place::sorted_place;
use super::{LINE_LENGTH, Statement, alone};
use crate::edit::Edit;
use crate::names::Import;
use crate::source::PythonFile;

/// The edits of one statement. `previous_goes`: whether a statement before it on its line is taken
/// out.
pub(super) fn rewrite(
    file: &PythonFile,
    import: &Import,
    statement: &Statement,
    previous_goes: bool,
    edits: &mut Vec<Edit>,
) {
    let source = &file.source;
    let newline = source.newline();
    let (start, end) = (source.line_start(import.range.start), source.line_end(import.range.end));
    let indent = source.text(start..import.range.start);
    let own_line = stands_alone(file, import);
    // A form feed before the indentation is no part of it.
    let indent = if own_line { indent.trim_start_matches('\u{c}') } else { "" };
    let kept = import.items.len() - statement.gone.len();
    let goes =
        kept == 0 && !import.star && statement.joining.is_empty() && statement.module.is_none();
    if !own_line && goes {
        let lines: Vec<&str> =
            statement.before.iter().chain(&statement.after).map(String::as_str).collect();
        edits.push(match lines.is_empty() {
            true => Edit::delete(within_line(file, import, previous_goes)),
            false => Edit::replace(import.range.clone(), lines.join("; ")),
        });
        return;
    }
    for line in &statement.before {
        if own_line {
            edits.push(Edit::insert(start, format!("{indent}{line}{newline}")));
        } else {
            edits.push(Edit::insert(import.range.start, format!("{line}; ")));
        }
    }
    if goes {
        edits.push(Edit::delete(start..end));
    } else if statement.gone.is_empty() && statement.joining.is_empty() {
        if let Some(module) = &statement.module {
            edits.push(Edit::replace(import.from_range.clone(), module.clone()));
        }
    } else {
        items(file, import, statement, edits);
    }
    for line in &statement.after {
        if own_line && source.bytes.get(end - 1) == Some(&b'\n') {
            edits.push(Edit::insert(end, format!("{indent}{line}{newline}")));
        } else if own_line {
            edits.push(Edit::insert(end, format!("{newline}{indent}{line}")));
        } else {
            edits.push(Edit::insert(import.range.end, format!("; {line}")));
        }
    }
}

/// Whether a statement shares its lines with no other.
pub(super) fn stands_alone(file: &PythonFile, import: &Import) -> bool {
    let source = &file.source;
    let behind = &source.bytes[import.range.end..source.line_end(import.range.end)];
    source.is_blank(source.line_start(import.range.start)..import.range.start)
        && !behind.trim_ascii_start().starts_with(b";")
}

/// What goes with a statement that shares its line: the semicolon behind it, or the one before it,
/// if that does not go with the statement before.
fn within_line(file: &PythonFile, import: &Import, previous_goes: bool) -> std::ops::Range<usize> {
    let source = &file.source;
    let rest = source.text(import.range.end..source.line_end(import.range.end));
    let behind = rest.trim_start().strip_prefix(';').map(str::trim_start);
    if let Some(behind) = behind.filter(|behind| !behind.is_empty() && !behind.starts_with('#')) {
        return import.range.start..import.range.end + (rest.len() - behind.len());
    }
    let before = source.text(source.line_start(import.range.start)..import.range.start);
    match before.trim_end().strip_suffix(';') {
        // A semicolon that nothing follows.
        None if before.trim().is_empty() => {
            let semicolon = rest.find(';').map_or(0, |at| at + 1);
            import.range.start..import.range.end + semicolon
        }
        Some(stays) if !previous_goes => {
            import.range.start - (before.len() - stays.len())..import.range.end
        }
        _ => import.range.clone(),
    }
}

/// Takes items out of a statement and puts others in.
fn items(file: &PythonFile, import: &Import, statement: &Statement, edits: &mut Vec<Edit>) {
    let source = &file.source;
    let text = source.text(import.range.clone());
    let one_a_line =
        text.contains('\n') && (0..import.items.len()).all(|item| alone(file, import, item));
    if !one_a_line && !text.contains('#') {
        whole(file, import, statement, edits);
        return;
    }
    if let Some(module) = &statement.module {
        edits.push(Edit::replace(import.from_range.clone(), module.clone()));
    }
    let newline = source.newline();
    let last = import.items.len() - 1;
    for item in &statement.gone {
        let range = &import.items[*item].range;
        if alone(file, import, *item) {
            edits.push(Edit::delete(source.line_start(range.start)..source.line_end(range.end)));
        } else if *item < last {
            edits.push(Edit::delete(range.start..import.items[item + 1].range.start));
        } else {
            edits.push(Edit::delete(range.clone()));
        }
    }
    let local = |item: &crate::names::ImportItem| source.text(item.range.clone()).to_owned();
    let existing: Vec<String> = import.items.iter().map(local).collect();
    let mut closed = false;
    for name in &statement.joining {
        let at = sorted_place(&existing, name).unwrap_or(existing.len());
        let line_start = |item: usize| source.line_start(import.items[item].range.start);
        if !one_a_line {
            let end = import.items[last].range.end;
            edits.push(Edit::insert(end, format!(", {name}")));
            continue;
        }
        let indent_range = line_start(0)..import.items[0].range.start;
        let line = format!("{}{name},{newline}", source.text(indent_range));
        if at <= last {
            edits.push(Edit::insert(line_start(at), line));
            continue;
        }
        let range = &import.items[last].range;
        let rest = source.text(range.end..source.line_end(range.end));
        let has_comma = rest.trim_start().starts_with(',') || statement.gone.contains(&last);
        if !has_comma && !std::mem::replace(&mut closed, true) {
            edits.push(Edit::insert(range.end, ","));
        }
        edits.push(Edit::insert(source.line_end(range.end), line));
    }
}

/// Writes a statement without comments anew, on one line or wrapped.
fn whole(file: &PythonFile, import: &Import, statement: &Statement, edits: &mut Vec<Edit>) {
    let source = &file.source;
    let newline = source.newline();
    let mut items: Vec<String> = Vec::new();
    for (at, item) in import.items.iter().enumerate() {
        if !statement.gone.contains(&at) {
            items.push(source.text(item.range.clone()).to_owned());
        }
    }
    for name in &statement.joining {
        let at = sorted_place(&items, name).unwrap_or(items.len());
        items.insert(at, name.clone());
    }
    let text = source.text(import.range.clone());
    let parentheses = text.contains('(');
    let Some(from) = &import.from else {
        edits.push(Edit::replace(import.range.clone(), format!("import {}", items.join(", "))));
        return;
    };
    let written = source.text(import.from_range.clone());
    let module =
        statement.module.as_deref().unwrap_or(if written.is_empty() { from } else { written });
    let line = match parentheses && !text.contains('\n') {
        true => format!("from {module} import ({})", items.join(", ")),
        false => format!("from {module} import {}", items.join(", ")),
    };
    let indent_range = source.line_start(import.range.start)..import.range.start;
    let indent = source.text(indent_range);
    if !indent.trim().is_empty() {
        // Behind another statement there is no column to wrap to.
        edits.push(Edit::replace(import.range.clone(), line));
        return;
    }
    let long = indent.len() + line.len() > LINE_LENGTH && text.len() <= LINE_LENGTH;
    let new = if long || (text.contains('\n') && indent.len() + line.len() > LINE_LENGTH) {
        let inner = format!("{indent}    ");
        let list: String = items.iter().map(|item| format!("{inner}{item},{newline}")).collect();
        format!("from {module} import ({newline}{list}{indent})")
    } else {
        line
    };
    edits.push(Edit::replace(import.range.clone(), new));
}
