//! Python source without the bodies of functions and classes that nobody asks for: parsing is the
//! dearest step, and most of a large file lies in these.
//!
//! A body is found by its indentation, as Python finds it: by lines that are neither in a string nor in
//! brackets. A file in which that is not plain (tabs, carriage returns, quotes that do not close) is
//! left whole.
//! <https://docs.python.org/3/reference/lexical_analysis.html#indentation>

use std::ops::Range;

/// A body of fewer bytes stays: it is soon parsed.
const SMALL: usize = 64;

/// `bytes` with blanks in place of every body in which none of `places` (rising) lies; `None` if there
/// is no such body, or if that cannot be told. Lines and offsets stay as they are. A body that declares
/// a name `global` says something of the module, and stays.
pub(super) fn sketch(bytes: &[u8], places: &[Range<usize>]) -> Option<Vec<u8>> {
    let asked = |body: &Range<usize>| {
        let next = places.partition_point(|place| place.end <= body.start);
        places.get(next).is_some_and(|place| place.start < body.end)
            || bytes[body.clone()].windows(6).any(|word| word == b"global")
    };
    let left_out: Vec<Range<usize>> =
        bodies(bytes)?.into_iter().filter(|body| body.len() >= SMALL && !asked(body)).collect();
    if left_out.is_empty() {
        return None;
    }
    let mut sketch = bytes.to_vec();
    for body in left_out {
        let first = body.start;
        for byte in &mut sketch[body] {
            if !matches!(*byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
        // Something has to be there for Python.
        sketch[first] = b'0';
    }
    Some(sketch)
}

/// A definition whose body has not come to its end.
struct Open {
    indentation: usize,
    /// Where the first statement of the body begins.
    body: Option<usize>,
}

/// The bodies of the functions and classes, from the first byte of the first statement to the last byte
/// of the last one. Inner ones come before those around them.
fn bodies(bytes: &[u8]) -> Option<Vec<Range<usize>>> {
    let (mut bodies, mut open): (Vec<Range<usize>>, Vec<Open>) = (Vec::new(), Vec::new());
    let mut lines = Lines { bytes, at: 0 };
    let mut end = 0;
    while let Some(line) = lines.next().ok()? {
        while let Some(last) = open.last()
            && line.indentation <= last.indentation
        {
            bodies.extend(last.body.map(|start| start..end));
            open.pop();
        }
        if let Some(Open { body: body @ None, .. }) = open.last_mut() {
            *body = Some(line.start);
        }
        if line.opens {
            open.push(Open { indentation: line.indentation, body: None });
        }
        end = line.end;
    }
    while let Some(last) = open.pop() {
        bodies.extend(last.body.map(|start| start..end));
    }
    Some(bodies)
}

/// A logical line: a statement, or the header of one.
struct Line {
    indentation: usize,
    start: usize,
    /// Behind its last byte that is neither blank nor part of a comment.
    end: usize,
    /// Whether it begins a function or a class, and the body stands below.
    opens: bool,
}

/// Where a body ends cannot be told.
struct NotPlain;

struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Lines<'_> {
    /// The next line.
    fn next(&mut self) -> Result<Option<Line>, NotPlain> {
        loop {
            let begin = self.at;
            while self.byte() == Some(b' ') {
                self.at += 1;
            }
            match self.byte() {
                None => return Ok(None),
                Some(b'#') => self.skip_line(),
                Some(b'\n') => {}
                Some(b'\r') if self.ends_line() => self.at += 1,
                Some(b'\t' | b'\x0c' | b'\r' | b'\\') => return Err(NotPlain),
                Some(_) => return self.line(self.at - begin).map(Some).ok_or(NotPlain),
            }
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether a carriage return is one of those that stand before each newline.
    fn ends_line(&self) -> bool {
        self.bytes.get(self.at + 1) == Some(&b'\n')
    }

    fn skip_line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }

    fn line(&mut self, indentation: usize) -> Option<Line> {
        let start = self.at;
        let (mut end, mut depth) = (start, 0_usize);
        while let Some(byte) = self.byte() {
            match byte {
                b'\n' if depth == 0 => break,
                b'#' => {
                    self.skip_line();
                    continue;
                }
                b'\'' | b'"' => self.string(byte)?,
                b'\\' => {
                    self.at += 1;
                    match self.byte()? {
                        b'\n' => {}
                        b'\r' if self.ends_line() => {}
                        _ => return None,
                    }
                }
                b'\r' if self.ends_line() => {}
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                b'\r' | b'\x0c' => return None,
                _ => {}
            }
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\\') {
                end = self.at + 1;
            }
            self.at += 1;
        }
        self.at += 1;
        let text = &self.bytes[start..end];
        let defines =
            [&b"def "[..], b"class ", b"async def "].iter().any(|one| text.starts_with(one));
        let opens = defines && text.ends_with(b":");
        (depth == 0).then_some(Line { indentation, start, end, opens })
    }

    /// From the first quote of a string to its last.
    fn string(&mut self, quote: u8) -> Option<()> {
        let triple = [quote; 3];
        let is_long = self.bytes[self.at..].starts_with(&triple);
        self.at += if is_long { 3 } else { 1 };
        while let Some(byte) = self.byte() {
            match byte {
                b'\\' => self.at += 1,
                b'\n' if !is_long => return None,
                b'\r' if !self.ends_line() => return None,
                _ if byte == quote && !is_long => return Some(()),
                _ if byte == quote && self.bytes[self.at..].starts_with(&triple) => {
                    self.at += 2;
                    return Some(());
                }
                _ => {}
            }
            self.at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::sketch;

    /// What is left of a text if `word` is asked for: lines that are not blank.
    fn left(text: &str, word: &str) -> Option<Vec<String>> {
        let places: Vec<_> =
            text.match_indices(word).map(|(at, word)| at..at + word.len()).collect();
        let sketch = sketch(text.as_bytes(), &places)?;
        assert_eq!(sketch.len(), text.len());
        let sketch = String::from_utf8(sketch).unwrap();
        assert_eq!(sketch.matches('\n').count(), text.matches('\n').count());
        Some(
            sketch
                .lines()
                .map(str::trim_end)
                .filter(|line| !line.is_empty())
                .map(Into::into)
                .collect(),
        )
    }

    const LONG: &str = "x = 'a long line, so that it is worth it to leave the whole of it out'";

    #[test]
    fn bodies_without_a_place_are_left_out() {
        let text = format!(
            "import a\n\nclass A:\n    b = 1\n    def f(self):  # no\n        {LONG}\n\n        # more\n        return (\n1)\n\n    \
             @d\n    async def g(\n        self,\n    ):\n        return word\n\n    {LONG}\ndef h(): return 1\ndef i():\n    {LONG}\nx = 1\n"
        );
        let expected = [
            "import a",
            "class A:",
            "    b = 1",
            "    def f(self):  # no",
            "        0",
            "    @d",
            "    async def g(",
            "        self,",
            "    ):",
            "        return word",
            &format!("    {LONG}"),
            "def h(): return 1",
            "def i():",
            "    0",
            "x = 1",
        ];
        assert_eq!(left(&text, "word").unwrap(), expected);
        let nothing = left(&text, "nowhere").unwrap();
        assert_eq!(
            nothing,
            ["import a", "class A:", "    0", "def h(): return 1", "def i():", "    0", "x = 1"]
        );
    }

    #[test]
    fn what_looks_like_a_definition_in_a_string_or_in_brackets_is_none() {
        for text in [
            format!("x = '''\ndef f():\n    {LONG}\n'''\n")
                .replace("'a", "a")
                .replace("out'", "out"),
            format!("x = (\n'''\nclass A:''', [\n    {LONG}\n])\n"),
            format!("def f(): 'no \\\n    {}'\n", LONG.replace('\'', "")),
        ] {
            assert_eq!(left(&text, "word"), None, "{text}");
        }
    }

    #[test]
    fn a_body_that_speaks_of_the_module_stays() {
        assert_eq!(left(&format!("def f():\n    global y\n    {LONG}\n"), "word"), None);
    }

    #[test]
    fn a_file_that_is_not_plain_is_left_whole() {
        for odd in ["\tx\n", "'\n", ")\n", "x = '''\n", "x\ry\n", "x = (\n"] {
            let text = format!("def f():\n    {LONG}\n{odd}");
            assert_eq!(left(&text, "word"), None, "{text}");
        }
        let plain = format!("def f():\n    {LONG}\nx = \\\n    1\n");
        assert!(left(&plain, "word").is_some());
        assert!(left(&plain.replace('\n', "\r\n"), "word").is_some());
    }
}
