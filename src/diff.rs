//! Change → git patch. The law: `git apply` of the patch gives exactly the bytes that are written.
//!
//! `similar` computes the operations; they are printed here, because its own printer does not keep
//! bytes that are not UTF-8, and prints nothing for an empty new file.
//! <https://git-scm.com/docs/diff-format#generate_patch_text_with_p>

use std::ops::Range;
use std::path::Path;

use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use crate::edit::{Change, ChangeSet};

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// The patch of a whole change set, in the order of the paths.
pub fn patch(changes: &ChangeSet) -> Vec<u8> {
    let mut out = Vec::new();
    for (path, change) in changes.iter() {
        one(path, change, &mut out);
    }
    out
}

fn one(path: &Path, change: &Change, out: &mut Vec<u8>) {
    let (old, new) = (quoted("a/", path), quoted("b/", path));
    push(out, &format!("diff --git {old} {new}\n"));
    let before = match &change.before {
        None => {
            push(out, "new file mode 100644\n");
            &[][..]
        }
        Some(before) => before,
    };
    let after = match &change.after {
        None => {
            push(out, "deleted file mode 100644\n");
            &[][..]
        }
        Some(after) => after,
    };
    let (old_lines, new_lines) = (lines(before), lines(after));
    let ops = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
    let groups = group_diff_ops(ops, CONTEXT);
    if groups.is_empty() {
        return;
    }
    let old = if change.before.is_none() { "/dev/null".to_owned() } else { old };
    let new = if change.after.is_none() { "/dev/null".to_owned() } else { new };
    push(out, &format!("--- {old}\n+++ {new}\n"));
    for group in groups {
        hunk(&group, &old_lines, &new_lines, out);
    }
}

fn hunk(group: &[DiffOp], old: &[&[u8]], new: &[&[u8]], out: &mut Vec<u8>) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return;
    };
    let header = |range: Range<usize>| match range.len() {
        0 => format!("{},0", range.start),
        1 => format!("{}", range.start + 1),
        length => format!("{},{length}", range.start + 1),
    };
    let old_range = first.old_range().start..last.old_range().end;
    let new_range = first.new_range().start..last.new_range().end;
    push(out, &format!("@@ -{} +{} @@\n", header(old_range), header(new_range)));
    for op in group {
        if let DiffOp::Equal { .. } = op {
            old[op.old_range()].iter().for_each(|line| print(b' ', line, out));
        } else {
            old[op.old_range()].iter().for_each(|line| print(b'-', line, out));
            new[op.new_range()].iter().for_each(|line| print(b'+', line, out));
        }
    }
}

fn print(sign: u8, line: &[u8], out: &mut Vec<u8>) {
    out.push(sign);
    out.extend_from_slice(line);
    if line.last() != Some(&b'\n') {
        out.extend_from_slice(b"\n\\ No newline at end of file\n");
    }
}

/// Lines with their `\n`; nothing else ends a line for git.
pub fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n').collect()
}

/// A path as git writes it: in quotes, C style, where it has bytes that need it.
fn quoted(prefix: &str, path: &Path) -> String {
    use std::fmt::Write;

    let parts: Vec<Vec<u8>> =
        path.components().map(|part| part.as_os_str().as_encoded_bytes().to_vec()).collect();
    let bytes = parts.join(&b'/');
    let plain = |byte: &u8| (0x20..0x7f).contains(byte) && !matches!(byte, b'"' | b'\\');
    if bytes.iter().all(plain) {
        return format!("{prefix}{}", String::from_utf8_lossy(&bytes));
    }
    let mut out = format!("\"{prefix}");
    for byte in bytes {
        match byte {
            b'"' | b'\\' => {
                out.push('\\');
                out.push(byte as char);
            }
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            0x20..0x7f => out.push(byte as char),
            _ => {
                let _ = write!(out, "\\{byte:03o}");
            }
        }
    }
    out.push('"');
    out
}

fn push(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: Option<&str>, after: &str) -> String {
        let mut changes = ChangeSet::default();
        let before = before.map(|text| text.as_bytes().to_vec());
        let after = Some(after.as_bytes().to_vec());
        changes.insert("a.py".into(), Change { before, after });
        String::from_utf8(patch(&changes)).unwrap()
    }

    #[test]
    fn a_file_without_a_last_newline_says_so() {
        assert_eq!(
            diff(Some("a\nb"), "a\nc"),
            "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n a\n-b\n\
             \\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn an_empty_new_file_is_named() {
        assert_eq!(diff(None, ""), "diff --git a/a.py b/a.py\nnew file mode 100644\n");
        assert_eq!(diff(Some("same"), "same"), "");
    }

    #[test]
    fn odd_names_are_quoted_as_git_does() {
        assert_eq!(quoted("a/", Path::new("x y.py")), "a/x y.py");
        assert_eq!(quoted("a/", Path::new("\"é\n.py")), "\"a/\\\"\\303\\251\\n.py\"");
    }
}
