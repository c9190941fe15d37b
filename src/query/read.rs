//! Patterns as `queries/*.scm` write them: the part of tree-sitter's language that they use.
//! <https://tree-sitter.github.io/tree-sitter/using-parsers/queries/1-syntax.html>

use std::sync::LazyLock;

use regex::bytes::Regex;
use tree_sitter::Language;

use super::pattern::{Capture, Pattern, Step, Test, What};

/// What is wrong with the patterns, and at which byte.
pub(super) struct Wrong {
    pub(super) at: usize,
    pub(super) message: String,
}

/// Reads the patterns of a whole file.
///
/// # Errors
/// It is not written as patterns are, names what the grammar has not, or a pattern has no kind.
pub(super) fn patterns(text: &'static str) -> Result<Vec<Pattern>, Wrong> {
    let language = tree_sitter_python::LANGUAGE.into();
    let mut reader = Reader { text, at: 0, language, captures: Vec::new() };
    let mut patterns = Vec::new();
    while reader.peek().is_some() {
        patterns.push(reader.pattern()?);
    }
    Ok(patterns)
}

struct Reader {
    text: &'static str,
    at: usize,
    language: Language,
    /// Those of the pattern that is being read.
    captures: Vec<Capture>,
}

impl Reader {
    /// `((node) (#set! kind "label"))`
    fn pattern(&mut self) -> Result<Pattern, Wrong> {
        let start = self.at;
        self.captures.clear();
        self.expect('(')?;
        let root = self.step()?;
        let mut kind = None;
        while self.peek() == Some('(') {
            self.expect('(')?;
            self.expect('#')?;
            let name = self.word();
            match name {
                "set!" => {
                    let key = self.word();
                    let value = self.string()?;
                    kind = if key == "kind" { Some(value) } else { kind };
                }
                "eq?" | "any-of?" | "match?" => self.predicate(name)?,
                _ => return Err(self.wrong(&format!("'#{name}' is not known"))),
            }
            self.expect(')')?;
        }
        self.expect(')')?;
        // Kinds live as long as the program: there are a few dozen.
        let kind = kind
            .map(|kind| &*kind.leak())
            .ok_or_else(|| Wrong { at: start, message: "a pattern without kind".to_owned() })?;
        Ok(Pattern { kind, root, captures: std::mem::take(&mut self.captures) })
    }

    /// `@name "text" "text"`, up to the bracket.
    fn predicate(&mut self, name: &str) -> Result<(), Wrong> {
        self.expect('@')?;
        let capture = self.word();
        let mut words = Vec::new();
        while self.peek() == Some('"') {
            words.push(self.string()?);
        }
        let test = match (name, words.as_slice()) {
            (_, []) => return Err(self.wrong("nothing to compare with")),
            ("match?", [text, ..]) => {
                let text = text.clone();
                Test::Match(LazyLock::new(Box::new(move || Regex::new(&text).ok())))
            }
            _ => Test::OneOf(words),
        };
        match self.captures.iter_mut().find(|one| one.name == capture) {
            Some(one) => one.tests.push(test),
            None => return Err(self.wrong(&format!("'@{capture}' is no capture of the pattern"))),
        }
        Ok(())
    }

    /// A node, one of several, or a token, with its captures.
    fn step(&mut self) -> Result<Step, Wrong> {
        let mut step = match self.peek() {
            Some('(') => self.node()?,
            Some('[') => {
                self.expect('[')?;
                let mut several = Vec::new();
                while self.peek() != Some(']') {
                    several.push(self.step()?);
                }
                self.expect(']')?;
                Step::new(What::OneOf(several))
            }
            Some('"') => {
                let token = self.string()?;
                let id = self.language.id_for_node_kind(&token, false);
                if id == 0 {
                    return Err(self.wrong(&format!("the grammar has no '{token}'")));
                }
                Step::new(What::Kind(id))
            }
            _ => return Err(self.wrong("a node was expected")),
        };
        while self.peek() == Some('@') {
            self.expect('@')?;
            let name = self.word();
            let known = self.captures.iter().position(|one| one.name == name);
            step.captures.push(known.unwrap_or(self.captures.len()));
            if known.is_none() {
                self.captures.push(Capture { name, tests: Vec::new() });
            }
        }
        Ok(step)
    }

    /// `(kind field: (child) . (child))`
    fn node(&mut self) -> Result<Step, Wrong> {
        self.expect('(')?;
        let kind = self.word();
        let id = self.language.id_for_node_kind(kind, true);
        let mut step = Step::new(match kind {
            "_" => What::Named,
            _ if id == 0 => return Err(self.wrong(&format!("the grammar has no '{kind}'"))),
            _ => What::Kind(id),
        });
        let (mut follows, mut field) = (false, None);
        loop {
            match self.peek() {
                Some(')') => break,
                Some('.') => {
                    self.expect('.')?;
                    follows = true;
                }
                Some('(' | '[' | '"') => {
                    let child = self.step()?;
                    step.children.push(Step { field, follows, ..child });
                    (follows, field) = (false, None);
                }
                Some(_) => {
                    let name = self.word();
                    let id = self
                        .language
                        .field_id_for_name(name)
                        .ok_or_else(|| self.wrong(&format!("the grammar has no field '{name}'")))?;
                    field = Some(id);
                    self.expect(':')?;
                }
                None => return Err(self.wrong("a bracket is not closed")),
            }
        }
        step.is_last = follows;
        self.expect(')')?;
        Ok(step)
    }

    /// The next character behind blanks and comments.
    fn peek(&mut self) -> Option<char> {
        loop {
            let rest = &self.text[self.at..];
            let blank = rest.len() - rest.trim_start().len();
            self.at += blank;
            let rest = &self.text[self.at..];
            if !rest.starts_with(';') {
                return rest.chars().next();
            }
            self.at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), Wrong> {
        if self.peek() != Some(wanted) {
            return Err(self.wrong(&format!("'{wanted}' was expected")));
        }
        self.at += wanted.len_utf8();
        Ok(())
    }

    fn word(&mut self) -> &'static str {
        self.peek();
        let rest = &self.text[self.at..];
        let ends = |c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '?' | '!');
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// A text in quotes, without them.
    fn string(&mut self) -> Result<String, Wrong> {
        self.expect('"')?;
        let mut string = String::new();
        let mut chars = self.text[self.at..].char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += at + 1;
                    return Ok(string);
                }
                '\\' => string.extend(chars.next().map(|(_, escaped)| escaped)),
                _ => string.push(c),
            }
        }
        Err(self.wrong("a quote is not closed"))
    }

    fn wrong(&self, message: &str) -> Wrong {
        Wrong { at: self.at, message: message.to_owned() }
    }
}
