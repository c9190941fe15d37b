//! `# django-rehome: ignore[label] reason`: references that the user wants left as they are. The word
//! in the brackets is a kind of reference, or the code or the name of the rule about it.
//!
//! The comment stands at the end of the line of what it spares, or alone on the line above.

use std::path::Path;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::Target;
use crate::diagnostic::{Diagnostic, Place};
use crate::reference::{Decision, Reference, ReferenceKind};
use crate::rules;
use crate::source::Source;

/// One such comment.
pub(super) struct Ignore {
    place: Place,
    /// The line that it is about, 1-based.
    line: usize,
    kinds: Vec<ReferenceKind>,
    /// Words in the brackets that are no kinds and no rules.
    unknown: Vec<String>,
    /// Whether the line that it is about names the model at all: if not, it is about another one.
    names_model: bool,
}

/// An opening of a comment, in any of the languages that are read.
static COMMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(#|//|--|;|\.\.)[ \t]*django-rehome:[ \t]*ignore(?:\[([^\]\r\n]*)\])?").ok()
});

/// The comments of one file.
pub(super) fn read(source: &Source, target: &Target) -> Vec<Ignore> {
    let Some(comment) = COMMENT.as_ref() else { return Vec::new() };
    let name = target.model.model_name();
    comment
        .captures_iter(&source.bytes)
        .filter_map(|found| {
            let opening = found.get(1)?;
            let words = found.get(2).map_or(opening.end()..opening.end(), |words| words.range());
            let start = source.line_start(opening.start());
            let before = source.text(start..opening.start());
            let alone = !before.contains(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\''));
            let place = source.place(opening.start());
            let about = if alone { source.line_end(opening.start()) } else { start };
            let (mut kinds, mut unknown) = (Vec::new(), Vec::new());
            for word in source.text(words).split(',').map(str::trim) {
                match rules::kind(word) {
                    Ok(kind) => kinds.push(kind),
                    Err(_) => unknown.push(word.to_owned()),
                }
            }
            let names_model = source.line(about).to_lowercase().contains(&name);
            let line = place.line + usize::from(alone);
            Some(Ignore { place, line, kinds, unknown, names_model })
        })
        .collect()
}

/// Spares what the comments of one file ask for. Comments that spare nothing come back.
pub(super) fn spare(
    ignores: &[Ignore],
    path: &Path,
    references: &mut [Reference],
) -> Vec<Diagnostic> {
    let mut unused = Vec::new();
    for ignore in ignores {
        let mut used = false;
        let on_line = |one: &&mut Reference| one.path == path && one.place.line == ignore.line;
        for one in references.iter_mut().filter(on_line) {
            if ignore.kinds.contains(&one.kind) {
                one.decision = Decision::Spared;
                used = true;
            }
        }
        let message = match ignore.unknown.as_slice() {
            [word] if word.is_empty() => "say which kind: ignore[label]; `refs` names them".into(),
            [] if used || !ignore.names_model => continue,
            [] => "nothing here to ignore: take the comment away".to_owned(),
            [unknown, ..] => {
                format!(
                    "'{unknown}' is not a kind of reference, nor a rule: `refs` and `explain` name them"
                )
            }
        };
        unused.push(Diagnostic { place: ignore.place.clone(), message });
    }
    unused
}
