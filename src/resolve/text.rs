//! References in files that are neither Python nor fixtures: templates, documentation, settings
//! and scripts.

use std::path::PathBuf;

use regex::bytes::Regex;

use super::strings::SNIPPETS;
use super::{Finder, Uses, alternatives, pattern, reference};
use crate::diagnostic::Error;
use crate::project::Project;
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::source::{Places, Source};

/// Templates: `perms.emr.view_encounter`, `{% url 'admin:emr_encounter_change' … %}`.
/// <https://docs.djangoproject.com/en/stable/topics/auth/default/#authentication-data-in-templates>
pub(super) fn template(finder: &Finder, project: &Project, source: &Source) -> Result<Uses, Error> {
    let app = regex::escape(&finder.target.model.app_label);
    let model = regex::escape(&finder.target.model.model_name());
    let codenames = alternatives(&finder.target.permissions);
    let mut text = Text::new(finder, source);
    for permission in [
        format!(r"\bperms\.({app})\.(?:{codenames})\b"),
        format!(r#"\bperms\[["']({app})["']\](?:\.(?:{codenames})\b|\[["'](?:{codenames})["']\])"#),
        format!(r#"["']({app})\.(?:{codenames})["']\s+(?:not\s+)?in\s+perms\b"#),
        format!(r#"\bhas_perm\(\s*["']({app})\.(?:{codenames})["']"#),
    ] {
        text.collect(&permission, ReferenceKind::TemplatePermission, Certainty::Proven)?;
    }
    let views = format!(r#"({app})_{model}_(?:changelist|add|change|delete|history)["']"#);
    let (ours, others) = (format!(r#"["']admin:{views}"#), format!(r#"["']\w+:{views}"#));
    text.collect(&ours, ReferenceKind::AdminUrl, Certainty::Proven)?;
    let snippets = format!(r#"["']{SNIPPETS}({app})_{model}:"#);
    text.collect(&snippets, ReferenceKind::AdminUrl, Certainty::Proven)?;
    text.collect(&others, ReferenceKind::AdminUrl, Certainty::Likely)?;
    let template = format!(r#"["']admin/({app})/{model}/[\w./-]+["']"#);
    let (label, name) = (&finder.target.model.app_label, finder.target.model.model_name());
    let directory: PathBuf = ["admin", label, &name].iter().collect();
    let ours = |path: &PathBuf| path.parent().is_some_and(|parent| parent.ends_with(&directory));
    if project.files.iter().any(ours) {
        text.collect(&template, ReferenceKind::TemplateFile, Certainty::Proven)?;
    }
    for computed in [format!(r"\bperms\.({app})\s+as\b"), format!(r"\badmin/({app})/{model}/")] {
        text.collect(&computed, ReferenceKind::Computed, Certainty::Unknown)?;
    }
    let permission = format!(r#"["']({app})\.(?:{codenames})["']"#);
    text.collect(&permission, ReferenceKind::TemplatePermission, Certainty::Likely)?;
    text.labels()?;
    Ok(text.uses)
}

/// Documentation: labels, dotted paths and imports, as examples show them.
pub(super) fn docs(finder: &Finder, source: &Source) -> Result<Uses, Error> {
    let module = regex::escape(&finder.target.module);
    let mut text = Text::new(finder, source);
    let import = pattern(&format!(r"\bfrom[ \t]+({module})[ \t]+import[ \t]+([\w, \t]+)"))?;
    for found in import.captures_iter(&source.bytes) {
        let (Some(whole), Some(from), Some(names)) = (found.get(0), found.get(1), found.get(2))
        else {
            continue;
        };
        let symbols = &finder.target.symbols;
        let mut names = source.text(names.range()).split(',').map(str::trim);
        let moves = |name: &str| symbols.contains(name.split(' ').next().unwrap_or(name));
        if names.clone().any(moves) {
            let certainty = if names.all(moves) { Certainty::Likely } else { Certainty::Unknown };
            text.add(whole.range(), from.range(), ReferenceKind::Docs, certainty);
        }
    }
    let app = regex::escape(&finder.target.model.app_label);
    let model = regex::escape(&finder.target.model.model_name());
    for address in [
        format!(r"\b({module})\.(?:{})\b", alternatives(&finder.target.symbols)),
        format!(r"\b({app})\.(?i:{model})\b"),
        format!(r"\b({app})\.(?:{})\b", alternatives(&finder.target.permissions)),
    ] {
        text.collect(&address, ReferenceKind::Docs, Certainty::Likely)?;
    }
    Ok(text.uses)
}

/// Any other text: the label and the dotted path, for a person to look at.
pub(super) fn other(finder: &Finder, source: &Source) -> Result<Uses, Error> {
    let mut text = Text::new(finder, source);
    text.labels()?;
    Ok(text.uses)
}

/// A file that is read by patterns; what one has claimed, the next ones pass over.
pub(super) struct Text<'a> {
    finder: &'a Finder<'a>,
    source: &'a Source,
    /// What was found.
    pub(super) uses: Uses,
}

impl<'a> Text<'a> {
    pub(super) fn new(finder: &'a Finder<'a>, source: &'a Source) -> Self {
        Self { finder, source, uses: Uses::default() }
    }

    /// Every match of `regex`; its first group is what says where the model lives.
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn collect(
        &mut self,
        regex: &str,
        kind: ReferenceKind,
        certainty: Certainty,
    ) -> Result<(), Error> {
        let mut places = Places::new(self.source);
        for found in pattern(regex)?.captures_iter(&self.source.bytes) {
            if let (Some(whole), Some(address)) = (found.get(0), found.get(1))
                && !(whole.start() == address.start() && self.is_part(address.start()))
                && !self.claimed(&address.range())
            {
                let symbol = self.finder.target.model.name.clone();
                let place = places.at(address.start());
                let range = whole.range();
                let address = address.range();
                let found = reference(self.source, place, range, address, kind, certainty, symbol);
                self.uses.settled.push(found);
            }
        }
        Ok(())
    }

    fn add(
        &mut self,
        range: std::ops::Range<usize>,
        address: std::ops::Range<usize>,
        kind: ReferenceKind,
        certainty: Certainty,
    ) {
        let found = self.finder.by_label(self.source, range, address, kind, certainty);
        self.uses.settled.push(found);
    }

    /// The dotted path, a permission or the label as a word, where nothing else has claimed it.
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn labels(&mut self) -> Result<(), Error> {
        let target = self.finder.target;
        let (module, symbols) = (regex::escape(&target.module), alternatives(&target.symbols));
        let path = format!(r"\b({module})[.:](?:{symbols})\b");
        self.collect(&path, ReferenceKind::DottedPath, Certainty::Likely)?;
        let app = regex::escape(&target.model.app_label);
        let permission = format!(r"\b({app})\.(?:{})\b", alternatives(&target.permissions));
        self.collect(&permission, ReferenceKind::Permission, Certainty::Likely)?;
        let (finder, source) = (self.finder, self.source);
        let mut places = Places::new(source);
        let label: &Regex = &finder.label;
        for found in label.find_iter(&source.bytes) {
            let range = found.range();
            if !self.is_part(range.start) && !self.claimed(&range) {
                let is_command = source.line(range.start).contains("dumpdata");
                let kind = if is_command { ReferenceKind::Command } else { ReferenceKind::Text };
                let address = range.start..range.start + finder.target.model.app_label.len();
                let (place, symbol) = (places.at(range.start), finder.target.model.name.clone());
                let certainty = Certainty::Likely;
                let found = reference(source, place, range, address, kind, certainty, symbol);
                self.uses.settled.push(found);
            }
        }
        Ok(())
    }

    /// Whether a word goes on from a dotted path before it: `vendor.emr.Encounter` is another.
    fn is_part(&self, start: usize) -> bool {
        start > 0 && matches!(self.source.bytes[start - 1], b'.' | b'-')
    }

    fn claimed(&self, range: &std::ops::Range<usize>) -> bool {
        let overlaps = |one: &Reference| one.range.start < range.end && range.start < one.range.end;
        self.uses.settled.iter().any(overlaps)
    }
}
