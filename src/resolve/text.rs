//! References in files that are neither Python nor fixtures: templates, documentation, settings
//! and scripts.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use regex::bytes::Regex;

use super::urls::SNIPPETS;
use super::{Finder, Uses, alternatives, pattern, reference};
use crate::config;
use crate::diagnostic::Error;
use crate::project::Project;
use crate::reference::{Certainty, ModelId, ReferenceKind};
use crate::source::Source;

/// Templates: see [`Text::template`].
pub(super) fn template(finder: &Finder, project: &Project, source: &Source) -> Result<Uses, Error> {
    let mut text = Text::new(finder, source);
    text.template(project)?;
    text.labels()?;
    Ok(text.uses)
}

/// Whether a file of this name is a template.
pub(super) fn is_template(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(
        extension,
        Some("html" | "htm" | "txt" | "jinja" | "jinja2" | "j2" | "djhtml" | "mjml" | "tpl")
    )
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
    if source.path.extension().is_some_and(|extension| extension == "toml") {
        // Which models have moved: what was their label is meant.
        let whole = source.text(0..source.bytes.len());
        for range in config::own_ranges(&source.path, whole) {
            text.claim(range);
        }
    }
    text.labels()?;
    Ok(text.uses)
}

/// Of a template that stands where the admin looks by the label of the model, the name below that
/// place: `change_form.html` of `templates/admin/emr/encounter/change_form.html`.
/// <https://docs.djangoproject.com/en/stable/ref/contrib/admin/#overriding-admin-templates>
pub fn admin_template<'p>(path: &'p Path, model: &ModelId) -> Option<&'p str> {
    let below = format!("admin/{}/{}/", model.app_label, model.model_name());
    let is_html = path.extension().is_some_and(|extension| extension == "html");
    let (before, name) = path.to_str().filter(|_| is_html)?.split_once(&below)?;
    (before.is_empty() || before.ends_with('/')).then_some(name)
}

/// A file that is read by patterns; what one has claimed, the next ones pass over.
pub(super) struct Text<'a> {
    finder: &'a Finder<'a>,
    source: &'a Source,
    /// What was found.
    pub(super) uses: Uses,
    /// The ranges of that, from first to last byte; those that overlap are one.
    claims: BTreeMap<usize, usize>,
    /// Where nobody but a reader looks, found when it is first asked for.
    comments: OnceCell<Vec<Range<usize>>>,
}

impl<'a> Text<'a> {
    pub(super) fn new(finder: &'a Finder<'a>, source: &'a Source) -> Self {
        let (uses, comments) = (Uses::default(), OnceCell::new());
        Self { finder, source, uses, claims: BTreeMap::new(), comments }
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
        for found in pattern(regex)?.captures_iter(&self.source.bytes) {
            if let (Some(whole), Some(address)) = (found.get(0), found.get(1))
                && !(whole.start() == address.start() && self.is_part(address.start()))
                && !self.claimed(&address.range())
                && (is_template(&self.source.path) || !self.is_commented(address.start()))
            {
                let symbol = self.finder.target.model.name.clone();
                let place = self.source.place(address.start());
                let range = whole.range();
                let address = address.range();
                self.claim(range.clone());
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
        self.claim(range.clone());
        let found = self.finder.by_label(self.source, range, address, kind, certainty);
        self.uses.settled.push(found);
    }

    /// What templates say: `perms.emr.view_encounter`, `{% url 'admin:emr_encounter_change' … %}`.
    /// <https://docs.djangoproject.com/en/stable/topics/auth/default/#authentication-data-in-templates>
    ///
    /// # Errors
    /// A pattern that does not compile.
    pub(super) fn template(&mut self, project: &Project) -> Result<(), Error> {
        let target = self.finder.target;
        let app = regex::escape(&target.model.app_label);
        let model = regex::escape(&target.model.model_name());
        let codenames = alternatives(&target.permissions);
        for permission in [
            format!(r"\bperms\.({app})\.(?:{codenames})\b"),
            format!(
                r#"\bperms\[["']({app})["']\](?:\.(?:{codenames})\b|\[["'](?:{codenames})["']\])"#
            ),
            format!(r#"["']({app})\.(?:{codenames})["']\s+(?:not\s+)?in\s+perms\b"#),
            format!(r#"\bhas_perm(?:\(\s*|\s+)["']({app})\.(?:{codenames})["']"#),
        ] {
            self.collect(&permission, ReferenceKind::TemplatePermission, Certainty::Proven)?;
        }
        let views = format!(r#"({app})_{model}_(?:changelist|add|change|delete|history)["']"#);
        for (url, certainty) in [
            (format!(r#"["']admin:{views}"#), Certainty::Proven),
            (format!(r#"["']{SNIPPETS}({app})_{model}:"#), Certainty::Proven),
            (format!(r#"["']\w+:{views}"#), Certainty::Likely),
            (format!(r#"["']{views}"#), Certainty::Unknown),
            (format!(r#"["']\w+:({app})_{model}_\w+["']"#), Certainty::Unknown),
        ] {
            self.collect(&url, ReferenceKind::AdminUrl, certainty)?;
        }
        let of = target.templates_of();
        let names = project.files.iter().filter_map(|path| admin_template(path, &of));
        let names: Vec<String> = names.map(regex::escape).collect();
        if !names.is_empty() {
            let template = format!(r#"["']admin/({app})/{model}/(?:{})["']"#, names.join("|"));
            self.collect(&template, ReferenceKind::TemplateFile, Certainty::Proven)?;
        }
        for computed in [
            format!(r"\bperms\.({app})(?:[^.\w]|$)"),
            format!(r#"(?:href|action|src)=["']/?[\w-]+/({app})/{model}/"#),
        ] {
            self.collect(&computed, ReferenceKind::Computed, Certainty::Unknown)?;
        }
        let permission = format!(r#"["']({app})\.(?:{codenames})["']"#);
        self.collect(&permission, ReferenceKind::TemplatePermission, Certainty::Likely)
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
        let model = regex::escape(&target.model.model_name());
        for apart in [
            format!(r"\badmin/({app})/{model}/"),
            format!(r"\bapp_label\s*=\s*'({app})'[^;]{{1,80}}'{model}'"),
        ] {
            self.collect(&apart, ReferenceKind::Computed, Certainty::Unknown)?;
        }
        let (finder, source) = (self.finder, self.source);
        let label: &Regex = &finder.label;
        let (mut line, mut is_command) = (0..0, false);
        for found in label.find_iter(&source.bytes) {
            let range = found.range();
            if !self.is_part(range.start)
                && !self.claimed(&range)
                && !self.is_commented(range.start)
            {
                if !line.contains(&range.start) {
                    line = source.line_start(range.start)..source.line_end(range.start);
                    is_command = source.text(line.clone()).contains("dumpdata");
                }
                let kind = if is_command { ReferenceKind::Command } else { ReferenceKind::Text };
                let address = range.start..range.start + finder.target.model.app_label.len();
                let (place, symbol) = (source.place(range.start), finder.target.model.name.clone());
                let certainty = Certainty::Likely;
                self.claim(range.clone());
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

    /// Whether a byte stands in a comment: what it says is nothing to any program.
    fn is_commented(&self, at: usize) -> bool {
        let comments = self.comments.get_or_init(|| comments(self.source));
        let next = comments.partition_point(|one| one.start < at);
        comments[..next].last().is_some_and(|one| at < one.end)
    }

    fn claim(&mut self, range: std::ops::Range<usize>) {
        let (mut start, mut end) = (range.start, range.end);
        while let Some((first, last)) = self.claims.range(..end).next_back()
            && *last > start
        {
            (start, end) = (start.min(*first), end.max(*last));
            let first = *first;
            self.claims.remove(&first);
        }
        self.claims.insert(start, end);
    }

    fn claimed(&self, range: &std::ops::Range<usize>) -> bool {
        let before = self.claims.range(..range.end).next_back();
        before.is_some_and(|(_, end)| range.start < *end)
    }
}

/// The comments of a file, each behind the sign that begins it and up to the end of its line at the
/// most: those that begin with `#`, where a file has such, or those of a template, which tell a reader
/// of the model.
/// <https://docs.djangoproject.com/en/stable/ref/templates/language/#comments>
fn comments(source: &Source) -> Vec<Range<usize>> {
    let extension = source.path.extension().and_then(|extension| extension.to_str());
    let has_signs = matches!(
        extension,
        None | Some(
            "toml" | "yaml" | "yml" | "ini" | "cfg" | "conf" | "env" | "sh" | "bash" | "mk"
        )
    );
    let is_template = is_template(&source.path);
    let (mut comments, mut open) = (Vec::new(), None);
    // Whether quotes have been opened in this line, double and single ones.
    let (mut quoted, mut before) = ([false, false], b'\n');
    for (at, byte) in source.bytes.iter().enumerate().skip(source.start()) {
        let (is_blank, in_quotes) = (before.is_ascii_whitespace(), quoted[0] || quoted[1]);
        match byte {
            b'\n' => {
                comments.extend(open.take().map(|start| start..at));
                quoted = [false, false];
            }
            b'"' => quoted[0] = !quoted[0],
            b'\'' => quoted[1] = !quoted[1],
            b'#' if has_signs && is_blank && !in_quotes => _ = open.get_or_insert(at),
            b'#' if is_template && before == b'{' => open = Some(at - 1),
            b'}' if is_template && before == b'#' => {
                comments.extend(open.take().map(|start| start..at));
            }
            _ => {}
        }
        before = *byte;
    }
    comments.extend(open.map(|start| start..source.bytes.len()));
    comments
}
