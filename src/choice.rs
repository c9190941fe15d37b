//! Which references a move rewrites: what is certain, less what the user spares, and what the
//! user adds.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::diagnostic::Error;
use crate::reference::{Certainty, Decision, Reference, ReferenceKind, Shim};
use crate::rules;

/// What the user asked for.
#[derive(Clone, Debug)]
pub struct Choice {
    /// `--include likely`
    likely: bool,
    /// `--docs`
    docs: bool,
    /// `--exclude KIND`, or the rule about it
    kinds: Vec<ReferenceKind>,
    /// `--exclude GLOB`
    globs: Vec<Globs>,
    /// `per-file-ignores`
    in_files: Vec<(Globs, Vec<ReferenceKind>)>,
}

/// Globs as in `.gitignore`.
#[derive(Clone, Debug)]
struct Globs {
    globs: Gitignore,
    /// The root, from the directory that they count from.
    root: PathBuf,
}

impl Globs {
    fn new<'w>(words: impl IntoIterator<Item = &'w String>, root: &Path) -> Result<Self, Error> {
        let mut globs = GitignoreBuilder::new("");
        for word in words {
            add(&mut globs, word)?;
        }
        let globs =
            globs.build().map_err(|error| Error::new(format!("the exclusions: {error}")))?;
        Ok(Self { globs, root: root.to_owned() })
    }

    /// Whether they match a path, relative to the root, or a directory above it.
    fn have(&self, path: &Path) -> bool {
        let path = self.root.join(path);
        self.globs.matched_path_or_any_parents(path, false).is_ignore()
    }
}

impl Choice {
    /// Reads the arguments. An exclusion is the name of a kind, or a glob as `.gitignore` has them.
    ///
    /// # Errors
    /// A glob that is none. A word that is no kind and has nothing of a path.
    pub fn new(likely: bool, docs: bool, exclude: &[String]) -> Result<Self, Error> {
        let none =
            Self { likely, docs, kinds: Vec::new(), globs: Vec::new(), in_files: Vec::new() };
        none.excluding(exclude, Path::new(""))
    }

    /// The same choice, with more that is left out. The globs count from a directory of which `root`
    /// says how the root is reached.
    ///
    /// # Errors
    /// As [`Choice::new`].
    pub fn excluding(mut self, exclude: &[String], root: &Path) -> Result<Self, Error> {
        let mut globs = Vec::new();
        for one in exclude {
            match exclusion(one)? {
                Exclusion::Kind(kind) => self.kinds.push(kind),
                Exclusion::Glob => globs.push(one),
            }
        }
        self.globs.push(Globs::new(globs, root)?);
        Ok(self)
    }

    /// Decides on each reference of a move; `target` is the file that the class goes to, `shim` what
    /// the old address says from now on. Those that a comment beside them spares are decided already.
    ///
    /// # Errors
    /// A reference is spared that Django resolves when it starts: the project would not load.
    pub fn decide(
        &self,
        references: &mut [Reference],
        target: &Path,
        shim: Shim,
    ) -> Result<(), Error> {
        self.judge(references);
        for one in references {
            let fails = match one.kind {
                ReferenceKind::FromImport => shim == Shim::None || in_target(one, target),
                kind => must_change(kind) || in_target(one, target),
            };
            if one.decision == Decision::Spared && fails {
                let message = format!("a {} cannot be left as it is", one.kind.as_str());
                return Err(Error::new(message)
                    .at(one.place.clone())
                    .help("Django would not load the project: take it out of what is spared"));
            }
        }
        Ok(())
    }

    /// Decides on each reference, where the model has moved: what is spared stays, whatever comes of
    /// it.
    pub fn judge(&self, references: &mut [Reference]) {
        for one in references {
            let sure = match (one.certainty, one.kind) {
                (Certainty::Unknown, _) => false,
                (_, ReferenceKind::Docs) => self.docs,
                (Certainty::Likely, _) => self.likely,
                (Certainty::Proven, _) => true,
            };
            if one.decision != Decision::Spared {
                one.decision = match (self.excludes(one.kind, &one.path), sure) {
                    (true, _) => Decision::Spared,
                    (false, true) => Decision::Rewrite,
                    (false, false) => Decision::Unsure,
                };
            }
        }
    }

    /// The same choice, with kinds that are left out in the files that a glob matches, which counts as
    /// those of [`Choice::excluding`].
    ///
    /// # Errors
    /// A glob that is none.
    pub fn ignoring(
        mut self,
        in_files: &[(String, Vec<ReferenceKind>)],
        root: &Path,
    ) -> Result<Self, Error> {
        for (glob, kinds) in in_files {
            self.in_files.push((Globs::new([glob], root)?, kinds.clone()));
        }
        Ok(self)
    }

    /// The same choice, with no file left out.
    pub fn everywhere(&self) -> Self {
        Self { globs: Vec::new(), ..self.clone() }
    }

    /// Whether a file is left out.
    pub fn leaves_out(&self, path: &Path) -> bool {
        self.globs.iter().any(|globs| globs.have(path))
    }

    /// Whether what has this kind and stands in this file is spared.
    pub fn excludes(&self, kind: ReferenceKind, path: &Path) -> bool {
        let mut in_files = self.in_files.iter();
        self.kinds.contains(&kind)
            || in_files.any(|(globs, kinds)| kinds.contains(&kind) && globs.have(path))
            || self.leaves_out(path)
    }
}

/// What a word of `--exclude` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// A kind of reference, or the rule about it.
    Kind(ReferenceKind),
    /// A glob as in `.gitignore`.
    Glob,
}

/// Reads a word of `--exclude`.
///
/// # Errors
/// A glob that is none. A word that is no kind and has nothing of a path.
pub fn exclusion(word: &str) -> Result<Exclusion, Error> {
    match rules::kind(word) {
        Ok(kind) => Ok(Exclusion::Kind(kind)),
        Err(error) if !word.contains(['/', '.', '*', '?', '[']) => {
            Err(error.help_more("or write a glob, such as 'legacy/**'"))
        }
        Err(_) => glob(word).map(|()| Exclusion::Glob),
    }
}

/// Whether a word is a glob.
///
/// # Errors
/// It is none.
pub fn glob(word: &str) -> Result<(), Error> {
    add(&mut GitignoreBuilder::new(""), word)
}

fn add(globs: &mut GitignoreBuilder, word: &str) -> Result<(), Error> {
    globs.add_line(None, word).map(|_| ()).map_err(|error| {
        Error::new(format!("'{word}' is not a glob: {error}"))
            .help("write it as in .gitignore, such as 'legacy/**'")
    })
}

/// Whether the reference stands in the file that the class goes to, and would not find it there.
fn in_target(one: &Reference, target: &Path) -> bool {
    use ReferenceKind::{FromImport, ModuleAttribute, Name, RelationClass, StarImport};
    one.path == target
        && matches!(one.kind, FromImport | StarImport | ModuleAttribute | Name | RelationClass)
}

/// Whether Django resolves the reference when it loads the models.
fn must_change(kind: ReferenceKind) -> bool {
    matches!(kind, ReferenceKind::RelationString | ReferenceKind::RelationShort)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclusions_are_kinds_rules_or_globs() {
        let words = ["permission", "RH001", "stale-label", "legacy/**", "*.json"];
        let choice = Choice::new(false, false, &words.map(str::to_owned)).unwrap();
        let excludes = |kind, path: &str| choice.excludes(kind, Path::new(path));
        for kind in [ReferenceKind::Permission, ReferenceKind::FromImport, ReferenceKind::Label] {
            assert!(excludes(kind, "emr/views.py"), "{}", kind.as_str());
        }
        assert!(!excludes(ReferenceKind::Sender, "emr/views.py"));
        assert!(excludes(ReferenceKind::Sender, "legacy/old/views.py"));
        assert!(excludes(ReferenceKind::Fixture, "emr/fixtures/visits.json"));
    }

    #[test]
    fn a_word_that_is_none_of_them_is_refused() {
        for word in ["RH999", "stale-imprt", "RH000"] {
            let error = Choice::new(false, false, &[word.to_owned()]).unwrap_err();
            assert!(error.help.unwrap().contains("a glob"), "{word}");
        }
    }
}
