//! Applies a git patch as the format says, and knows nothing of how ours are made.
//! <https://git-scm.com/docs/diff-format#generate_patch_text_with_p>

use std::collections::BTreeMap;
use std::path::PathBuf;

/// A path of any bytes.
pub fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

/// Applies `patch` to `files`. Panics where a line of it is not what it must be.
pub fn apply(patch: &[u8], files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let lines: Vec<&[u8]> = patch.split_inclusive(|byte| *byte == b'\n').collect();
    let mut at = 0;
    while at < lines.len() {
        let rest = strip(lines[at], "diff --git ");
        let (old, rest) = name(rest);
        let (new, rest) = name(&rest[1..]);
        assert_eq!(rest, b"\n", "more than two names");
        assert_eq!(old[2..], new[2..], "the names differ");
        let path = path_of(&new[2..]);
        at += 1;
        let is = |at: usize, start: &str| {
            lines.get(at).is_some_and(|line| line.starts_with(start.as_bytes()))
        };
        let (is_new, goes) = (is(at, "new file mode "), is(at, "deleted file mode "));
        at += usize::from(is_new || goes);
        assert_eq!(files.contains_key(&path), !is_new, "it is there, or not");
        let before = files.remove(&path).unwrap_or_default();
        let mut after = Vec::new();
        let old: Vec<&[u8]> = before.split_inclusive(|byte| *byte == b'\n').collect();
        let mut done = 0;
        if is(at, "--- ") {
            let expect = |start: &str, none: bool, line: &[u8]| {
                let (found, end) = match strip(line, start) {
                    b"/dev/null\n" => (None, &b"\n"[..]),
                    given => Some(name(given)).map(|(one, rest)| (Some(one), rest)).unwrap(),
                };
                assert_eq!(end, b"\n");
                assert_eq!(found.is_none(), none);
                assert!(found.is_none_or(|one| path_of(&one[2..]) == path));
            };
            expect("--- ", is_new, lines[at]);
            expect("+++ ", goes, lines[at + 1]);
            at += 2;
            while is(at, "@@ ") {
                at = hunk(&lines, at, &old, &mut done, &mut after);
            }
        }
        after.extend(old[done..].concat());
        if !goes {
            files.insert(path, after);
        } else {
            assert!(after.is_empty(), "what goes has something left");
        }
    }
}

fn hunk(
    lines: &[&[u8]],
    start: usize,
    old: &[&[u8]],
    done: &mut usize,
    after: &mut Vec<u8>,
) -> usize {
    let header = String::from_utf8_lossy(lines[start]).into_owned();
    let mut words = header.split(' ');
    let mut range = |sign: char| {
        let word = words.find(|word| word.starts_with(sign)).unwrap_or_default();
        let (first, count) = word[1..].split_once(',').unwrap_or((&word[1..], "1"));
        let (first, count) = (first.parse::<usize>().unwrap(), count.parse::<usize>().unwrap());
        // Of no lines, the number is that of the line before.
        (if count == 0 { first } else { first - 1 }, count)
    };
    let ((from, takes), (to, gives)) = (range('-'), range('+'));
    after.extend(old[*done..from].concat());
    let lines_so_far = after.split_inclusive(|byte| *byte == b'\n').count();
    assert_eq!(lines_so_far, to, "the new lines are counted wrongly");
    *done = from;
    let (mut taken, mut given, mut at) = (0, 0, start + 1);
    while taken < takes || given < gives {
        let (sign, text) = lines[at].split_first().unwrap();
        let ends = lines.get(at + 1).is_some_and(|line| line.starts_with(b"\\ "));
        let text = if ends { text.strip_suffix(b"\n").unwrap() } else { text };
        if matches!(sign, b' ' | b'-') {
            assert_eq!(old[*done], text, "a line that is not there");
            (*done, taken) = (*done + 1, taken + 1);
        }
        if matches!(sign, b' ' | b'+') {
            after.extend_from_slice(text);
            given += 1;
        }
        assert!(matches!(sign, b' ' | b'-' | b'+'), "a line without a sign");
        at += 1 + usize::from(ends);
    }
    assert_eq!((taken, given), (takes, gives), "the lines are counted wrongly");
    at
}

fn strip<'l>(line: &'l [u8], start: &str) -> &'l [u8] {
    line.strip_prefix(start.as_bytes())
        .unwrap_or_else(|| panic!("no {start}: {:?}", String::from_utf8_lossy(line)))
}

/// A name, in quotes or up to a blank before the next one or the end of the line; and what follows.
fn name(text: &[u8]) -> (Vec<u8>, &[u8]) {
    if text.first() != Some(&b'"') {
        // `diff --git a/x y b/x y`: both names are the same, as long as they are.
        let line = text.strip_suffix(b"\n").unwrap();
        let is_pair = line.starts_with(b"a/")
            && line.len() % 2 == 1
            && line[line.len() / 2..].starts_with(b" b/");
        let end = if is_pair { line.len() / 2 } else { line.len() };
        return (text[..end].to_vec(), &text[end..]);
    }
    let (mut name, mut at) = (Vec::new(), 1);
    loop {
        match text[at] {
            b'"' => return (name, &text[at + 1..]),
            b'\\' => {
                let (byte, length) = match text[at + 1] {
                    b'n' => (b'\n', 2),
                    b't' => (b'\t', 2),
                    b'"' | b'\\' => (text[at + 1], 2),
                    _ => {
                        let octal = std::str::from_utf8(&text[at + 1..at + 4]).unwrap();
                        (u8::from_str_radix(octal, 8).unwrap(), 4)
                    }
                };
                name.push(byte);
                at += length;
            }
            byte => {
                assert!((0x20..0x7f).contains(&byte), "a byte that has to be quoted");
                name.push(byte);
                at += 1;
            }
        }
    }
}
