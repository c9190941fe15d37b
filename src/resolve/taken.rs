//! What other files take from a module: by name, through the module, by star, or by a path in a string.
//!
//! Many modules are asked about in one run over the project. A file is parsed if its text says how it
//! could have the module, and one of the names in a way in which it could take it from there.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use regex::bytes::Regex;

use super::{alternatives, bytewise, pattern};
use crate::diagnostic::Error;
use crate::names::{Import, Meaning, Names, absolute};
use crate::project::Project;
use crate::scan;
use crate::source::{PythonFile, Source};

/// What is asked about a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// The module.
    pub module: String,
    /// Its file, which is not asked.
    pub own: PathBuf,
    /// Names of it.
    pub wanted: BTreeSet<String>,
}

/// Of `wanted`, the names that other files of the project take from `module`. A file that cannot
/// be judged takes them all.
///
/// # Errors
/// A pattern that does not compile.
pub fn taken_from(
    project: &Project,
    module: &str,
    own: &Path,
    wanted: &BTreeSet<String>,
) -> Result<BTreeSet<String>, Error> {
    let asked = Asked { module: module.to_owned(), own: own.to_owned(), wanted: wanted.clone() };
    Ok(taken(project, std::slice::from_ref(&asked))?.pop().unwrap_or_default())
}

/// The same for several modules, in the order in which they are `asked` about.
///
/// # Errors
/// A pattern that does not compile.
pub fn taken(project: &Project, asked: &[Asked]) -> Result<Vec<BTreeSet<String>>, Error> {
    let mut taken = vec![BTreeSet::new(); asked.len()];
    if asked.iter().all(|one| one.wanted.is_empty()) {
        return Ok(taken);
    }
    let is_python = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "py");
    let paths: Vec<&PathBuf> = project.files.iter().filter(is_python).collect();
    let lasts: BTreeSet<String> = asked.iter().map(|one| last(&one.module).to_owned()).collect();
    // `from . import name` says no module.
    let needle = bytewise(&format!(r"\b(?:{})\b|\bfrom\s*[.\s\\]*import\b", alternatives(&lasts)))?;
    let ways = Ways::new()?;
    let mut uses: BTreeMap<&BTreeSet<String>, Words> = BTreeMap::new();
    for one in asked {
        if !uses.contains_key(&one.wanted) {
            uses.insert(&one.wanted, Words::new(&one.wanted)?);
        }
    }
    // Blanks may stand around the dots of a name.
    let whole =
        |one: &Asked| pattern(&regex::escape(&one.module).replace(r"\.", r"[\s\\]*\.[\s\\]*"));
    let wholes: Vec<Regex> = asked.iter().map(whole).collect::<Result<_, Error>>()?;
    let (files, unreadable) = scan::search(project, &paths, &needle, |source| {
        let package = project.package_of(&source.path).unwrap_or_default();
        let imports = ways.imports(&source.bytes, &package);
        let mut places: Vec<Range<usize>> = Vec::new();
        let mut sought: Vec<(usize, BTreeSet<String>)> = Vec::new();
        for (at, one) in asked.iter().enumerate().filter(|(_, one)| one.own != source.path) {
            let Some(words) = uses.get(&one.wanted) else { continue };
            let is_star = imports.stars(&one.module);
            let is_named = imports.names(&one.module);
            let is_through = || {
                ways.may_have(&source, &imports, &one.module, &wholes[at])
                    && words.may_be_taken(&source)
            };
            if !is_star && !is_named && !is_through() {
                continue;
            }
            let hits = words.hits(&source.bytes);
            if !is_star && hits.is_empty() {
                continue;
            }
            let said = hits.iter().map(|hit| source.text(hit.clone()).to_owned());
            sought.push((at, said.collect()));
            places.extend(hits);
        }
        if sought.is_empty() {
            return Ok(Vec::new());
        }
        places.sort_by_key(|place| (place.start, place.end));
        places.dedup();
        let file = PythonFile::sketched(source, &places)?;
        if file.syntax_error().is_some() {
            return Ok(sought);
        }
        let names = Names::read(project, &file)?;
        let taking = Taking { project, file: &file, names: &names };
        let by = |(at, mentioned): (usize, BTreeSet<String>)| {
            Ok((at, taking.of(&asked[at].module, &asked[at].wanted, &mentioned)?))
        };
        sought.into_iter().map(by).collect()
    })?;
    for (at, names) in files.into_iter().flatten() {
        taken[at].extend(names);
    }
    for one in unreadable {
        for (taken, asked) in taken.iter_mut().zip(asked).filter(|(_, a)| a.own != one.place.path) {
            taken.extend(asked.wanted.iter().cloned());
        }
    }
    Ok(taken)
}

/// The last name of a module's.
fn last(module: &str) -> &str {
    module.rsplit('.').next().unwrap_or(module)
}

/// The patterns of the ways to have a module.
struct Ways {
    /// `from module import`, and what follows it.
    from: Regex,
    /// `import module as name`.
    renamed: Regex,
}

/// What a file imports, and what only looks like that.
struct Imports {
    /// The modules that it imports something from, absolute, and whether that is all that they have.
    from: Vec<(String, bool)>,
    /// Whether it gives a module another name, once somebody has asked.
    renames: OnceCell<bool>,
}

impl Imports {
    fn stars(&self, module: &str) -> bool {
        self.from.iter().any(|(one, star)| *star && one == module)
    }

    fn names(&self, module: &str) -> bool {
        self.from.iter().any(|(one, _)| one == module)
    }
}

impl Ways {
    fn new() -> Result<Self, Error> {
        let name = r"[.\w\x80-\xff]";
        Ok(Self {
            from: bytewise(&format!(
                r"\bfrom\b[\s\\]*((?:{name}|[\s\\])*?)[\s\\]*\bimport\b[\s\\]*(\*)?"
            ))?,
            renamed: bytewise(
                r"(?m)(?:^|[;:\r]|\xef\xbb\xbf)[ \t\x0c]*import\b(?:[^\n]|\\\r?\n)*\bas\b",
            )?,
        })
    }

    /// The modules that a file of `package` imports something from.
    fn imports(&self, bytes: &[u8], package: &str) -> Imports {
        let module = |written: &[u8]| {
            let written = String::from_utf8_lossy(written);
            // `raise this from that` may stand before it.
            let words: Vec<&str> =
                written.split(|c: char| c.is_whitespace() || c == '\\').collect();
            let from = words.iter().rposition(|word| *word == "from").map_or(0, |at| at + 1);
            absolute(&words[from..].concat(), package)
        };
        let found = self.from.captures_iter(bytes);
        let from = found
            .filter_map(|one| Some((module(one.get(1)?.as_bytes()), one.get(2).is_some())))
            .collect();
        Imports { from, renames: OnceCell::new() }
    }

    /// Whether a file may have `module` itself: it says its whole name, imports something from a package
    /// around it, or gives a module another name.
    fn may_have(&self, source: &Source, imports: &Imports, module: &str, whole: &Regex) -> bool {
        let is_around = |one: &str| {
            module.strip_prefix(one).is_some_and(|rest| rest.starts_with('.')) || one.is_empty()
        };
        whole.is_match(&source.bytes)
            || imports.from.iter().any(|(one, _)| is_around(one))
            || *imports.renames.get_or_init(|| self.renamed.is_match(&source.bytes))
    }
}

/// Some names that a file may take from a module.
struct Words {
    word: Regex,
    /// Behind a dot, or as a string.
    through: Regex,
}

impl Words {
    fn new(wanted: &BTreeSet<String>) -> Result<Self, Error> {
        let words = alternatives(wanted);
        Ok(Self {
            word: pattern(&format!(r"\b(?:{words})\b"))?,
            through: bytewise(&format!(r#"\.(?:[\s\\]|#.*\n)*(?:{words})\b|["'](?:{words})["']"#))?,
        })
    }

    fn hits(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        self.word.find_iter(bytes).map(|hit| hit.range()).collect()
    }

    /// Whether one of them stands where it may be had through a module. In a line that begins with
    /// `from` a dot leads to a module.
    fn may_be_taken(&self, source: &Source) -> bool {
        self.through.find_iter(&source.bytes).any(|hit| {
            let line = &source.bytes[source.line_start(hit.start())..hit.start()];
            let line = line.trim_ascii_start();
            !line.starts_with(b"from ")
                || line.contains(&b';')
                || !goes_on(&source.bytes[hit.end()..])
        })
    }
}

/// Whether what follows in a line that begins with `from` goes on to `import`.
fn goes_on(rest: &[u8]) -> bool {
    let mut word = Vec::new();
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'\n' if !rest[..at].trim_ascii_end().ends_with(b"\\") => break,
            b'\r' | b'\n' | b' ' | b'\t' | b'\\' | b'.' if word == b"import" => break,
            b'\r' | b'\n' | b' ' | b'\t' | b'\\' | b'.' => word.clear(),
            b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => word.push(*byte),
            _ => break,
        }
    }
    word == b"import"
}

/// A file that may take something, as it was parsed.
struct Taking<'a> {
    project: &'a Project,
    file: &'a PythonFile,
    names: &'a Names,
}

impl Taking<'_> {
    /// Of `wanted`, what it takes from `module`. `mentioned` are those whose word stands in the file.
    fn of(
        &self,
        module: &str,
        wanted: &BTreeSet<String>,
        mentioned: &BTreeSet<String>,
    ) -> Result<BTreeSet<String>, Error> {
        let mut taken = BTreeSet::new();
        let from = |import: &&Import| import.from.as_deref() == Some(module);
        for import in self.names.imports.iter().filter(from) {
            if import.star {
                return Ok(wanted.clone());
            }
            let items = import.items.iter().map(|item| &item.name);
            taken.extend(items.filter(|name| wanted.contains(*name)).cloned());
        }
        for name in mentioned {
            let path = format!("{module}.{name}");
            let word = bytewise(&format!(r"\b{}\b", regex::escape(name)))?;
            let mut hits = word.find_iter(&self.file.source.bytes);
            let is_taken = |at: usize, end: usize| {
                let in_path =
                    end >= path.len() && self.file.source.text(end - path.len()..end) == path;
                in_path
                    || self.through_module(module, name, at) == Some(true)
                    || self.by_name(module, name, at) == Some(true)
            };
            if !taken.contains(name) && hits.any(|hit| is_taken(hit.start(), hit.end())) {
                taken.insert(name.clone());
            }
        }
        Ok(taken)
    }

    /// `models.timezone`
    fn through_module(&self, module: &str, name: &str, at: usize) -> Option<bool> {
        let node = self.file.root().descendant_for_byte_range(at, at + name.len())?;
        let parent = node.parent().filter(|parent| parent.kind() == "attribute")?;
        let wanted = Meaning::Member(module.to_owned(), name.to_owned());
        Some(self.names.meanings(self.project, self.file, parent).contains(&wanted))
    }

    /// `patch.object(models, "timezone")`
    fn by_name(&self, module: &str, name: &str, at: usize) -> Option<bool> {
        let string = self
            .file
            .root()
            .descendant_for_byte_range(at, at + 1)
            .filter(|node| node.byte_range() == (at..at + name.len()))
            .and_then(|node| node.parent())
            .filter(|node| node.kind() == "string")?;
        let meanings = self.names.meanings(self.project, self.file, string.prev_named_sibling()?);
        Some(meanings.contains(&Meaning::Module(module.to_owned())))
    }
}
