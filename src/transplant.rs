//! Cuts statements out of one module and sets them into another, with the imports that they need.
//!
//! What a moved statement needs from its old module is looked up name by name: an import comes
//! along, a name that the target has already is used as it is, a class that stays becomes a lazy
//! label where a relation points to it, and a name that only a function uses is imported in that
//! function. What is left would make the two modules import each other: then the old module has to do
//! without the new one when it is imported, and if it cannot, that stops the move.

pub mod belongs;
mod bring;
mod checks;
pub mod cycles;
mod graft;
pub mod history;
mod in_place;
mod inner;
pub mod model;
pub mod outline;
pub mod position;
mod stars;
mod types;

use std::collections::BTreeSet;
use std::ops::Range;

use tree_sitter::Node;

use crate::edit::{Edit, Edits};
use crate::imports::Needed;
use crate::names::Names;
use crate::project::Project;
use crate::source::PythonFile;
use crate::transplant::outline::{Outline, Statement};

/// A module: its file and its names.
#[derive(Clone, Copy)]
pub struct Module<'a> {
    /// The file.
    pub file: &'a PythonFile,
    /// Its names.
    pub names: &'a Names,
}

/// One transplant.
pub struct Job<'a> {
    /// The project.
    pub project: &'a Project,
    /// The module that is cut.
    pub source: Module<'a>,
    /// Its statements.
    pub outline: &'a Outline,
    /// The statements that move.
    pub moving: &'a BTreeSet<usize>,
    /// The module that they go to; empty where the file is new.
    pub target: Module<'a>,
    /// Its dotted name.
    pub target_module: &'a str,
    /// The module in which a name of a module is defined after the move, if that changes.
    pub new_home: &'a dyn Fn(&str, &str) -> Option<String>,
    /// The package that is being imported when the target is, if that is a module of a models package.
    pub target_package: Option<&'a String>,
    /// The module in which that package has a name from, where another module asks the package.
    pub defined_in: &'a dyn Fn(&str, &str) -> Option<String>,
    /// The new label of a name that moves, if it is that of a model.
    pub new_label: &'a dyn Fn(&str) -> Option<String>,
    /// Whether the source imports the target when it is imported, after the move: the target must
    /// not import the source then.
    pub source_imports_target: bool,
    /// `models.Encounter` in what moves: range of the expression and the name it stands for.
    pub attributes: &'a [(Range<usize>, String)],
}

/// What a transplant takes besides moving the text.
#[derive(Default)]
pub struct Graft {
    /// Edits inside the moved text, in the coordinates of the source file.
    pub inner: Vec<Edit>,
    /// Imports that the target needs.
    pub imports: BTreeSet<Needed>,
    /// Imports that nothing but type checkers needs there.
    pub for_types: BTreeSet<Needed>,
    /// Imports inside the moved text whose dots no longer lead where they did.
    pub absolute: BTreeSet<usize>,
    /// Statements that the target gets a copy of, such as `logger = …`.
    pub copied: BTreeSet<usize>,
}

impl Job<'_> {
    /// Names that the moving statements define.
    pub fn moving_names(&self) -> BTreeSet<&str> {
        let defines = |at: &usize| self.outline.statements[*at].defines.as_deref();
        self.moving.iter().filter_map(defines).collect()
    }

    /// The statement of the source that holds a byte.
    fn statement_at(&self, at: usize) -> Option<usize> {
        self.outline.statements.iter().position(|one| one.range.contains(&at))
    }

    /// Module-level names that the moving statements use and do not define.
    pub fn used_names(&self) -> BTreeSet<String> {
        let moving = self.moving_names();
        let uses = self.moving.iter().flat_map(|at| &self.outline.statements[*at].uses);
        let uses = uses.filter(|one| !one.for_types);
        let bound = |name: &&String| !self.source.names.at_module_level(name).is_empty();
        uses.map(|one| &one.name)
            .filter(|name| !moving.contains(name.as_str()))
            .filter(bound)
            .cloned()
            .collect()
    }

    /// The text of what moves, with `edits` (those of the whole source file) applied, in the line
    /// endings of the target.
    pub fn text(&self, graft: &Graft, edits: &Edits) -> String {
        let source = &self.source.file.source;
        let mut out = String::new();
        let mut previous: Option<usize> = None;
        for at in graft.copied.iter().chain(self.moving) {
            let lines = &self.outline.statements[*at].lines;
            if let Some(previous) = previous {
                let end = self.outline.statements[previous].lines.end;
                let adjacent = previous + 1 == *at && end <= lines.start;
                let is_gap = adjacent && source.is_blank(end..lines.start);
                out.push_str(if is_gap { source.text(end..lines.start) } else { "\n\n" });
            }
            let edited = edits.within(lines).apply(&source.bytes[lines.clone()]);
            out.push_str(&String::from_utf8_lossy(&edited));
            if !out.ends_with('\n') {
                out.push('\n');
            }
            previous = Some(*at);
        }
        let out = out.replace("\r\n", "\n");
        self.target.file.source.with_newlines(&out)
    }

    /// What is cut from the source: the lines of the moved statements, with blank lines around
    /// them such that the wider of the two gaps stays.
    pub fn cuts(&self) -> Vec<Range<usize>> {
        let source = &self.source.file.source;
        let is_blank = |at: usize| source.is_blank_line(at);
        let mut cuts: Vec<Range<usize>> = Vec::new();
        for at in self.moving {
            let lines = self.outline.statements[*at].lines.clone();
            match cuts.last_mut() {
                Some(last) if (last.end..lines.start).all(is_blank) => last.end = lines.end,
                _ => cuts.push(lines),
            }
        }
        for cut in &mut cuts {
            let (mut start, mut before) = (cut.start, 0);
            while start > 0 && is_blank(start - 1) {
                start = source.line_start(start - 1);
                before += 1;
            }
            let mut blanks = Vec::new();
            let mut end = cut.end;
            while end < source.bytes.len() && is_blank(end) {
                end = source.line_end(end);
                blanks.push(end);
            }
            if end == source.bytes.len() {
                *cut = start..end;
            } else if let Some(last) = blanks.get(before.min(blanks.len()).wrapping_sub(1)) {
                cut.end = *last;
            }
        }
        cuts
    }

    /// Whether what stays uses a name, or says that the module has it.
    pub fn uses_here(&self, name: &str) -> bool {
        let stays = |(at, _): &(usize, &Statement)| !self.moving.contains(at);
        let mut statements = self.outline.statements.iter().enumerate().filter(stays);
        statements.any(|(_, one)| one.uses.iter().any(|one| one.name == name))
            || self.exported().contains(name)
    }

    /// Words of the statements that say what the module exports: `__all__ = […]`,
    /// `__all__ += […]`, `__all__.extend(…)`.
    fn exported(&self) -> BTreeSet<&str> {
        let source = &self.source.file.source;
        let texts = self.outline.statements.iter().map(|one| source.text(one.range.clone()));
        texts
            .filter(|text| text.contains("__all__"))
            .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_'))
            .collect()
    }

    /// Names whose import at the top of the source nothing there needs any longer.
    pub fn unused(&self) -> BTreeSet<String> {
        let used_by = |stays: bool| -> BTreeSet<&str> {
            self.outline
                .statements
                .iter()
                .enumerate()
                .filter(|(at, _)| self.moving.contains(at) != stays)
                .flat_map(|(_, one)| one.uses.iter().map(|one| one.name.as_str()))
                .collect()
        };
        let (stays, moved) = (used_by(true), used_by(false));
        let source = &self.source.file.source;
        let exported = self.exported();
        let mut unused = BTreeSet::new();
        for import in self.source.names.imports.iter().filter(|import| import.top_level) {
            let line = source.text(import.range.start..source.line_end(import.range.end));
            for item in &import.items {
                let name = item.local();
                if moved.contains(name)
                    && !stays.contains(name)
                    && !exported.contains(name)
                    && !line.contains("noqa")
                {
                    unused.insert(name.to_owned());
                }
            }
        }
        unused
    }
}

/// The first statement of a body that is not its docstring.
fn first_statement(body: Node) -> Option<Node> {
    let mut cursor = body.walk();
    let mut statements = body.named_children(&mut cursor).filter(|node| node.kind() != "comment");
    let first = statements.next()?;
    let mut inner = first.named_child(0).filter(|_| first.kind() == "expression_statement");
    while let Some(one) = inner.filter(|one| one.kind() == "parenthesized_expression") {
        inner = one.named_child(0);
    }
    let docstring =
        inner.is_some_and(|inner| matches!(inner.kind(), "string" | "concatenated_string"));
    if docstring { statements.next().or(Some(first)) } else { Some(first) }
}
