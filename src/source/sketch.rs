//! Python source without the bodies of functions and classes that nobody asks for, nor what is computed
//! elsewhere: parsing is the dearest step, and most of a large file lies in these.
//!
//! A body is found by its indentation, as Python finds it: by lines that are neither in a string nor in
//! brackets. A file in which that is not plain (tabs, carriage returns alone, quotes that do not close, an
//! indentation that Python refuses) is left whole.
//! <https://docs.python.org/3/reference/lexical_analysis.html#indentation>

use std::cmp::Reverse;
use std::ops::Range;

use memchr::memmem;
use tree_sitter::Point;

use super::BOM;

/// A body of fewer bytes stays: it is soon parsed.
const SMALL: usize = 64;

/// Of what is computed as well.
const SHORT: usize = 12;

/// A text with blanks in it.
pub(super) struct Sketch {
    pub(super) bytes: Vec<u8>,
    /// What lies between the long ones: all that has to be looked at.
    pub(super) ranges: Vec<tree_sitter::Range>,
}

/// `bytes` with blanks in place of every body in which none of `places` (rising) lies, and of what is
/// computed where none lies in the statement; `None` if there is nothing of that, or if it
/// cannot be told. Lines and offsets stay as they are, and so does what binds a name. A body that declares
/// a name `global` says something of the module, and stays.
pub(super) fn sketch(bytes: &[u8], places: &[Range<usize>]) -> Option<Sketch> {
    let asked = |part: &Range<usize>| {
        let next = places.partition_point(|place| place.end <= part.start);
        places.get(next).is_some_and(|place| place.start < part.end)
    };
    let is_global = |body: &Range<usize>| memmem::find(&bytes[body.clone()], b"global").is_some();
    let Parts { bodies, computed } = parts(bytes)?;
    let computed = computed.into_iter().filter(|one| !asked(&one.statement)).map(|one| one.value);
    let bodies =
        bodies.into_iter().filter(|body| body.len() >= SMALL && !asked(body) && !is_global(body));
    let mut left_out: Vec<Range<usize>> = computed.chain(bodies).collect();
    if left_out.is_empty() {
        return None;
    }
    let mut sketch = bytes.to_vec();
    for body in &left_out {
        let first = body.start;
        for byte in &mut sketch[body.clone()] {
            if !matches!(*byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
        // Something has to be there for Python.
        sketch[first] = b'0';
    }
    left_out.sort_by_key(|one| (one.start, Reverse(one.end)));
    let mut ranges = Ranges { bytes, list: Vec::new(), at: 0, place: Point::default() };
    for one in left_out {
        // Those that lie in another are gone with it.
        if one.start >= ranges.at && one.len() >= SMALL {
            ranges.add(one.start + 1);
            ranges.skip(one.end);
        }
    }
    ranges.add(bytes.len());
    Some(Sketch { bytes: sketch, ranges: ranges.list })
}

/// Ranges of a text as they come together.
struct Ranges<'b> {
    bytes: &'b [u8],
    list: Vec<tree_sitter::Range>,
    /// Up to where they go.
    at: usize,
    place: Point,
}

impl Ranges<'_> {
    /// Goes on to a byte.
    fn skip(&mut self, to: usize) {
        let passed = &self.bytes[self.at..to];
        match memchr::memrchr(b'\n', passed) {
            Some(last) => {
                let lines = memchr::memchr_iter(b'\n', passed).count();
                self.place = Point::new(self.place.row + lines, passed.len() - last - 1);
            }
            None => self.place.column += passed.len(),
        }
        self.at = to;
    }

    /// Adds what lies before a byte.
    fn add(&mut self, to: usize) {
        let (start_byte, start_point) = (self.at, self.place);
        self.skip(to);
        let (end_byte, end_point) = (self.at, self.place);
        self.list.push(tree_sitter::Range { start_byte, end_byte, start_point, end_point });
    }
}

/// What can be left out.
#[derive(Default)]
struct Parts {
    /// The bodies of the functions and classes, from the first byte of the first statement to the last
    /// byte of the last one. Inner ones come before those around them.
    bodies: Vec<Range<usize>>,
    /// What is computed.
    computed: Vec<Computed>,
}

/// What a statement computes that binds nothing but by an assignment.
struct Computed {
    statement: Range<usize>,
    value: Range<usize>,
}

/// A definition whose body has not come to its end.
struct Open {
    indentation: usize,
    /// Where the first statement of the body begins.
    body: Option<usize>,
}

fn parts(bytes: &[u8]) -> Option<Parts> {
    let (mut parts, mut open): (Parts, Vec<Open>) = (Parts::default(), Vec::new());
    let mut lines = Lines { bytes, at: if bytes.starts_with(BOM) { BOM.len() } else { 0 } };
    let (mut end, mut decorated) = (0, None);
    let mut levels = Levels { open: vec![0], begins: false };
    while let Some(line) = lines.next().ok()? {
        levels.take(line.indentation)?;
        levels.begins = bytes[line.start..line.end].ends_with(b":");
        while let Some(last) = open.last()
            && line.indentation <= last.indentation
        {
            parts.bodies.extend(last.body.map(|start| start..end));
            open.pop();
        }
        if let Some(Open { body: body @ None, .. }) = open.last_mut() {
            *body = Some(line.start);
        }
        // A parser that makes the best of it may see a decorator elsewhere than Python would.
        if decorated.is_some_and(|indentation| indentation != line.indentation) {
            return None;
        }
        decorated = (bytes[line.start] == b'@').then_some(line.indentation);
        if line.opens {
            open.push(Open { indentation: line.indentation, body: None });
        } else {
            let statement = line.start..line.end;
            let value = line.value.filter(|value| value.len() >= SHORT);
            parts.computed.extend(value.map(|value| Computed { statement, value }));
        }
        end = line.end;
    }
    while let Some(last) = open.pop() {
        parts.bodies.extend(last.body.map(|start| start..end));
    }
    Some(parts)
}

/// The indentations of the blocks around a line. The grammar is not strict with those that Python refuses.
struct Levels {
    open: Vec<usize>,
    /// Whether a block begins in the next line.
    begins: bool,
}

impl Levels {
    /// Goes on to a line; nothing if it cannot stand there.
    fn take(&mut self, indentation: usize) -> Option<()> {
        let deeper = self.open.last().is_some_and(|last| *last < indentation);
        if deeper != self.begins {
            return None;
        }
        if deeper {
            self.open.push(indentation);
        }
        while self.open.last().is_some_and(|last| *last > indentation) {
            self.open.pop();
        }
        (self.open.last() == Some(&indentation)).then_some(())
    }
}

/// A logical line: a statement, or the header of one.
struct Line {
    indentation: usize,
    start: usize,
    /// Behind its last byte that is neither blank nor part of a comment.
    end: usize,
    /// Whether it begins a function or a class, and the body stands below.
    opens: bool,
    /// What it computes, if it binds nothing, or what it assigns to binds.
    value: Option<Range<usize>>,
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
        let (mut is_plain, mut assigned) = (true, None);
        while let Some(byte) = self.byte() {
            match byte {
                b'\n' if depth == 0 => break,
                b'#' => {
                    self.skip_line();
                    continue;
                }
                b'\'' | b'"' => {
                    let opens = self.at;
                    self.string(byte)?;
                    // One that is formatted may bind a name.
                    is_plain &= memmem::find(&self.bytes[opens..self.at], b":=").is_none();
                }
                b'\\' => {
                    self.at += 1;
                    match self.byte()? {
                        b'\n' => {}
                        b'\r' if self.ends_line() => self.at += 1,
                        _ => return None,
                    }
                }
                b'\r' if self.ends_line() => {}
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
                // The grammar takes other blanks for what they are not to Python, also at the end of a line.
                b'\r' | b'\x00'..=b'\x08' | b'\x0b'..=b'\x1f' => return None,
                // A block, an annotation, another statement: what they bind is not looked for.
                b':' | b';' if depth == 0 => is_plain = false,
                b':' if self.bytes.get(self.at + 1) == Some(&b'=') => is_plain = false,
                b'=' if depth == 0 && self.assigns(start) => {
                    is_plain &= assigned.is_none();
                    assigned = Some(self.at + 1);
                }
                _ => {}
            }
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\\') {
                end = self.at + 1;
            }
            self.at += 1;
        }
        self.at += 1;
        let text = &self.bytes[start..end];
        let ends_odd = || {
            let last = std::str::from_utf8(text).ok().and_then(|text| text.chars().last());
            !last.is_some_and(char::is_alphanumeric)
        };
        if text.last().is_some_and(|byte| !byte.is_ascii()) && ends_odd() {
            return None;
        }
        let defines =
            [&b"def "[..], b"class ", b"async def "].iter().any(|one| text.starts_with(one));
        let opens = defines && text.ends_with(b":");
        let value = match assigned {
            // `__all__`, and its like, says what the module is to others.
            _ if !is_plain || text.starts_with(b"__") => None,
            Some(at) => {
                let value = self.bytes[at..end].trim_ascii_start();
                Some(end - value.len()..end)
            }
            None => binds_nothing(text).then_some(start..end),
        };
        (depth == 0).then_some(Line { indentation, start, end, opens, value })
    }

    /// Whether an equals sign of a line that began at `start` is an assignment, also one such as `+=`.
    fn assigns(&self, start: usize) -> bool {
        let before = self.bytes[start..self.at].last();
        let compares = matches!(before, Some(b'=' | b'!' | b'<' | b'>'));
        let shifts = self.bytes[start..self.at].ends_with(b"<<")
            || self.bytes[start..self.at].ends_with(b">>");
        (shifts || !compares) && self.bytes.get(self.at + 1) != Some(&b'=')
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

/// Whether a statement of one line that assigns nothing is an expression, or hands one on.
fn binds_nothing(text: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let word = text.iter().position(|byte| !is_part(byte)).map_or(text, |end| &text[..end]);
    match word {
        b"" => matches!(text.first(), Some(b'\'' | b'"')),
        b"async" | b"await" | b"break" | b"continue" | b"del" | b"else" | b"exec" | b"finally"
        | b"for" | b"from" | b"global" | b"if" | b"import" | b"lambda" | b"nonlocal" | b"not"
        | b"pass" | b"print" | b"try" | b"type" | b"while" | b"with" | b"yield" => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::sketch;

    /// What is left of a text if `word` is asked for: lines that are not blank.
    fn left(text: &str, word: &str) -> Option<Vec<String>> {
        let places: Vec<_> =
            text.match_indices(word).map(|(at, word)| at..at + word.len()).collect();
        let sketch = sketch(text.as_bytes(), &places)?.bytes;
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
            "    x = 0",
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
            let left = left(&text, "word");
            assert!(left.is_none_or(|lines| lines == ["x = 0"]), "{text}");
        }
    }

    #[test]
    fn a_body_that_speaks_of_the_module_stays() {
        let text = format!("def f():\n    global y\n    {LONG}\n");
        assert_eq!(left(&text, "word").unwrap(), ["def f():", "    global y", "    x = 0"]);
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

    #[test]
    fn what_is_computed_is_left_out_and_what_binds_a_name_stays() {
        for (line, expected) in [
            ("a_long_function(of=many, things=[1, 2])", "0"),
            ("return a_long_function(of=many)", "0"),
            ("'a string that nobody asks for'", "0"),
            ("a = a_long_function(of=many)", "a = 0"),
            ("a, *b = a_long_function(of=many)", "a, *b = 0"),
            ("a.b[c == d] = a_long_function()", "a.b[c == d] = 0"),
            ("a >>= a_long_function(of=many)", "a >>= 0"),
            ("a = a_long_function(of=many) + \\\n    1", "a = 0"),
            ("a = a_long_function(of=many) + \\\r\n    1", "a = 0"),
            ("a = a_long_function()  # a comment", "a = 0                  # a comment"),
        ] {
            assert_eq!(left(&format!("{line}\n"), "word").unwrap(), [expected]);
            let word = if line.starts_with('\'') { "nobody" } else { "a_long_function" };
            assert_eq!(left(&format!("{line}\n"), word), None, "{line}");
        }
        for line in [
            "a = b = a_long_function()",
            "a: b = a_long_function()",
            "a_long_function(b := 1)",
            "a_long_function(f'{(b := 1)}')",
            "\u{feff}from a_long_module import b",
            "\u{feff}__all__ = ['a_long_name', 'b']",
            "a = b; c = a_long_function()",
            "from a_long_module import b",
            "import a_long_module_of_some",
            "global a_long_name, another",
            "del a_long_name, another",
            "with a_long_function() as b: pass",
            "for a in a_long_function(): pass",
            "lambda: a_long_function(of=1)",
            "__all__ = ['a_long_name', 'b']",
            "a == b",
            "@a_long_decorator(of=many)",
        ] {
            assert_eq!(left(&format!("{line}\n"), "word"), None, "{line}");
        }
    }

    #[test]
    fn long_blanks_are_not_looked_at() {
        let text = format!("def f():\n    {LONG}\n    return (\n1)\nx = 1  # {LONG}\n{LONG}\n");
        let sketch = sketch(text.as_bytes(), &[]).unwrap();
        let place = |at: usize| {
            let before = &text[..at];
            let column = before.len() - before.rfind('\n').map_or(0, |last| last + 1);
            (before.matches('\n').count(), column)
        };
        let mut seen = String::new();
        for range in &sketch.ranges {
            assert_eq!((range.start_point.row, range.start_point.column), place(range.start_byte));
            assert_eq!((range.end_point.row, range.end_point.column), place(range.end_byte));
            seen.push_str(&text[range.start_byte..range.end_byte]);
        }
        assert_eq!(seen, format!("def f():\n    x\nx = 1  # {LONG}\nx = '\n"));
        assert_eq!(sketch.ranges.last().map(|range| range.end_byte), Some(text.len()));
    }
}
