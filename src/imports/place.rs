//! Where an import goes: among the names of a statement, and among the statements of a module.
//!
//! isort's default order: sections (future, standard library, third party, the project, relative),
//! in each `import` before `from`, then by module.
//! <https://pycqa.github.io/isort/docs/configuration/options.html>

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use regex::bytes::Regex;
use tree_sitter::Node;

use super::{ImportChanges, LINE_LENGTH, Needed};
use crate::edit::Edit;
use crate::names::{Import, Names};
use crate::project::Project;
use crate::source::PythonFile;

/// The section of `from __future__ import …`.
const FUTURE: u8 = 0;

/// The section of relative imports.
const RELATIVE: u8 = 4;

/// Section, whether it is a `from` import, module.
type Key = (u8, bool, String);

/// Modules of the standard library.
/// <https://docs.python.org/3/library/sys.html#sys.stdlib_module_names>
#[rustfmt::skip]
const STANDARD: &[&str] = &[
    "abc", "aifc", "argparse", "array", "ast", "asynchat", "asyncio", "asyncore", "atexit",
    "audioop", "base64", "bdb", "binascii", "bisect", "builtins", "bz2", "cProfile", "calendar",
    "cgi", "cgitb", "chunk", "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys",
    "compileall", "concurrent", "configparser", "contextlib", "contextvars", "copy", "copyreg",
    "crypt", "csv", "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib",
    "dis", "distutils", "doctest", "email", "encodings", "ensurepip", "enum", "errno",
    "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "fractions", "ftplib", "functools",
    "gc", "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib", "grp", "gzip",
    "hashlib", "heapq", "hmac", "html", "http", "imaplib", "imghdr", "imp", "importlib", "inspect",
    "io", "ipaddress", "itertools", "json", "keyword", "linecache", "locale", "logging", "lzma",
    "mailbox", "mailcap", "marshal", "math", "mimetypes", "mmap", "modulefinder", "multiprocessing",
    "netrc", "nis", "nntplib", "nt", "ntpath", "numbers", "opcode", "operator", "optparse", "os",
    "ossaudiodev", "pathlib", "pdb", "pickle", "pickletools", "pipes", "pkgutil", "platform",
    "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty", "pwd",
    "py_compile", "pyclbr", "pydoc", "pyexpat", "queue", "quopri", "random", "re", "readline",
    "reprlib", "resource", "rlcompleter", "runpy", "sched", "secrets", "select", "selectors",
    "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr", "socket",
    "socketserver", "spwd", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat",
    "statistics", "string", "stringprep", "struct", "subprocess", "sunau", "symtable", "sys",
    "sysconfig", "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile", "termios", "textwrap",
    "threading", "time", "timeit", "tkinter", "token", "tokenize", "tomllib", "trace", "traceback",
    "tracemalloc", "tty", "turtle", "types", "typing", "unicodedata", "unittest", "urllib", "uu",
    "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "wsgiref", "xdrlib", "xml",
    "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
];

/// Where the head of the module ends, in which its imports stand: at its first definition, or at the
/// first statement that runs and needs what `changes` brings.
pub(super) fn head(file: &PythonFile, names: &Names, changes: &ImportChanges) -> usize {
    let mut cursor = file.root().walk();
    let statements: Vec<Node> = file.root().named_children(&mut cursor).collect();
    let is_definition =
        |kind| matches!(kind, "class_definition" | "function_definition" | "decorated_definition");
    let definition = statements.iter().find(|one| is_definition(one.kind()));
    let head = definition.map_or(file.source.bytes.len(), Node::start_byte);
    let Some(first) = first_use(file, names, changes) else { return head };
    let user = statements.iter().find(|one| one.byte_range().contains(&first));
    head.min(user.map_or(first, |one| file.source.line_start(one.start_byte())))
}

/// Where a name that `changes` brings is first looked up when the module is imported.
fn first_use(file: &PythonFile, names: &Names, changes: &ImportChanges) -> Option<usize> {
    let rehomed = changes.rehomed.keys();
    let rehomed = rehomed.map(|(import, item)| names.imports[*import].items[*item].local());
    let brought = changes.added.iter().chain(&changes.reexported);
    let brought = brought.map(|needed| needed.alias.as_deref().unwrap_or(&needed.name));
    let words: BTreeSet<String> = rehomed.chain(brought).map(regex::escape).collect();
    let words: Vec<String> = words.into_iter().collect();
    let pattern = Regex::new(&format!(r"\b(?:{})\b", words.join("|"))).ok()?;
    let in_import = |at: usize| names.imports.iter().any(|import| import.range.contains(&at));
    let is_use = |at: &usize| {
        let node = file.root().descendant_for_byte_range(*at, at + 1);
        node.is_some_and(|node| node.kind() == "identifier")
            && !in_import(*at)
            && !names.in_function(*at)
    };
    let found = match words.is_empty() {
        true => None,
        false => pattern.find_iter(&file.source.bytes).map(|hit| hit.start()).find(is_use),
    };
    found.into_iter().chain(changes.first_use).min()
}

/// Where `name` goes among `items`, if these are sorted: constants first, then classes, then the
/// rest, or all by letter, whichever the statement follows.
pub(super) fn sorted_place(items: &[String], name: &str) -> Option<usize> {
    let by_letter = |item: &str| (0, item.to_lowercase());
    for key in [&by_case as &dyn Fn(&str) -> (u8, String), &by_letter] {
        if items.is_sorted_by_key(|item| key(item)) {
            return Some(items.partition_point(|item| key(item) < key(name)));
        }
    }
    None
}

/// isort's `order_by_type`: `CONSTANT`, `Class`, `function`.
fn by_case(item: &str) -> (u8, String) {
    let name = item.split(' ').next().unwrap_or(item);
    let rank = match name {
        _ if name.len() > 1 && name.to_uppercase() == name => 0,
        _ if name.starts_with(char::is_uppercase) => 1,
        _ => 2,
    };
    (rank, name.to_owned())
}

fn section(project: &Project, module: &str) -> u8 {
    let root = module.split('.').next().unwrap_or(module);
    match root {
        "__future__" => FUTURE,
        "" => RELATIVE,
        _ if STANDARD.contains(&root) => 1,
        _ if project.file_of(root).is_some() || project.file_of(module).is_some() => 3,
        _ => 2,
    }
}

/// Inserts statements for `new` imports in the head of the module. With each stands whether linters
/// are told that it is there for the sake of others. What comes from a module of `package` is imported
/// with a dot. Statements that are `gone`, or not in `room`,
/// are no neighbours.
#[expect(clippy::too_many_arguments, reason = "one place, with all that stands around it")]
pub(super) fn insert(
    project: &Project,
    file: &PythonFile,
    names: &Names,
    package: Option<&str>,
    new: &BTreeSet<(&Needed, bool)>,
    gone: &dyn Fn(&usize) -> bool,
    room: Range<usize>,
    edits: &mut Vec<Edit>,
) {
    let source = &file.source;
    let statements = by_module(project, new.iter().copied());
    let existing: Vec<(Key, &Import)> = names
        .imports
        .iter()
        .enumerate()
        .filter(|(index, import)| {
            import.top_level && room.contains(&import.range.start) && !gone(index)
        })
        .map(|(_, import)| (key_of(project, file, import), import))
        .collect();
    // Statements that go to one place, in order, with the sections of their neighbours there.
    let mut places: BTreeMap<usize, Vec<(u8, String)>> = BTreeMap::new();
    let mut neighbours: BTreeMap<usize, (Option<u8>, Option<u8>)> = BTreeMap::new();
    for ((mut key, told), items) in statements {
        let dotted = package.and_then(|package| key.2.strip_prefix(package));
        let dotted = dotted.filter(|rest| rest.starts_with('.')).map(str::to_owned);
        if dotted.is_some() {
            key.0 = RELATIVE;
        }
        let after = existing.iter().find(|(other, _)| *other >= key);
        // The first of its section stands with the section, not behind the one before.
        let opens = |(other, _): &(Key, &Import)| other.0 == key.0;
        let before = existing.iter().rfind(|(other, _)| *other < key);
        let before = before.filter(|before| opens(before) || !after.is_some_and(opens));
        let at = match (before, after) {
            // Nothing but a docstring may stand above what is taken from the future.
            _ if key.0 == FUTURE => top(file),
            (Some((_, import)), _) => source.line_end(import.range.end),
            (None, Some((_, import))) => import.range.start,
            (None, None) => top(file).max(room.start),
        };
        let section_of = |other: Option<&(Key, &Import)>| other.map(|(key, _)| key.0);
        // Behind an import the gap that follows is there already.
        let follows = if before.is_none() { section_of(after) } else { None };
        let is_gap = at < source.bytes.len() && source.line(at).trim().is_empty();
        let follows = if existing.is_empty() && !is_gap { Some(u8::MAX) } else { follows };
        neighbours.insert(at, (section_of(before), follows));
        key.2 = dotted.unwrap_or(key.2);
        let text = render(&key, &items, source.newline(), told);
        places.entry(at).or_default().push((key.0, text));
    }
    for (at, statements) in places {
        let (mut previous, follows) = neighbours.get(&at).copied().unwrap_or_default();
        let mut text = String::new();
        if source.line_start(at) != at {
            text.push_str(source.newline());
        }
        for (section, statement) in statements {
            if previous.is_some_and(|previous| previous != section) {
                text.push_str(source.newline());
            }
            text.push_str(&statement);
            text.push_str(source.newline());
            previous = Some(section);
        }
        if follows.is_some() && follows != previous {
            text.push_str(source.newline());
        }
        edits.push(Edit::insert(at, text));
    }
}

/// Statements for imports, by module and by whether linters are told.
fn by_module<'n>(
    project: &Project,
    new: impl Iterator<Item = (&'n Needed, bool)>,
) -> BTreeMap<(Key, bool), BTreeSet<String>> {
    let mut statements: BTreeMap<(Key, bool), BTreeSet<String>> = BTreeMap::new();
    for (needed, told) in new {
        let module = needed.module.as_deref().unwrap_or(&needed.name);
        let key = (section(project, module), needed.module.is_some(), module.to_owned());
        statements.entry((key, told)).or_default().insert(needed.item());
    }
    statements
}

/// The text of statements for imports whose place is known.
pub(super) fn statements(
    project: &Project,
    needed: &BTreeSet<Needed>,
    newline: &str,
    told: bool,
) -> Vec<String> {
    let statements = by_module(project, needed.iter().map(|needed| (needed, told)));
    statements.iter().map(|((key, told), items)| render(key, items, newline, *told)).collect()
}

fn key_of(project: &Project, file: &PythonFile, import: &Import) -> Key {
    let relative = file.source.text(import.from_range.clone()).starts_with('.');
    let first = import.items.first().map(|item| item.name.as_str()).unwrap_or_default();
    let module = import.from.as_deref().unwrap_or(first);
    let section = if relative { RELATIVE } else { section(project, module) };
    (section, import.from.is_some(), module.to_owned())
}

fn render(key: &Key, items: &BTreeSet<String>, newline: &str, told: bool) -> String {
    let (_, is_from, module) = key;
    if !is_from {
        let item = items.first().map_or(module.as_str(), String::as_str);
        return format!("import {item}");
    }
    let mut items: Vec<&str> = items.iter().map(String::as_str).collect();
    items.sort_by_key(|item| by_case(item));
    let comment = if told { "  # noqa: F401" } else { "" };
    let line = format!("from {module} import {}{comment}", items.join(", "));
    if line.len() <= LINE_LENGTH {
        return line;
    }
    let separator = format!(",{newline}    ");
    let items = items.join(&separator);
    format!("from {module} import ({comment}{newline}    {items},{newline})")
}

/// Where the first import of a module without any goes: behind its docstring, its comments, and what
/// it takes from the future.
pub(super) fn top(file: &PythonFile) -> usize {
    let mut cursor = file.root().walk();
    for child in file.root().named_children(&mut cursor) {
        let docstring = child.kind() == "expression_statement"
            && child.named_child(0).is_some_and(|inner| inner.kind() == "string");
        let future = child.kind() == "future_import_statement";
        if child.kind() != "comment" && !docstring && !future {
            return file.source.line_start(child.start_byte());
        }
    }
    file.source.bytes.len()
}
