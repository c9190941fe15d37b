//! References in files that are not Python: templates, fixtures, and everything else as text.

use std::ops::Range;

use regex::bytes::Regex;

use super::{Finder, Uses, pattern};
use crate::diagnostic::{Error, Place};
use crate::reference::{Certainty, Reference, ReferenceKind};
use crate::source::{Places, Source};

/// Templates: `perms.emr.view_encounter`, `{% url 'admin:emr_encounter_change' … %}`.
/// <https://docs.djangoproject.com/en/stable/topics/auth/default/#authentication-data-in-templates>
pub(super) fn template(finder: &Finder, source: &Source) -> Result<Uses, Error> {
    let app = regex::escape(&finder.target.model.app_label);
    let model = regex::escape(&finder.target.model.model_name());
    let permissions: Vec<String> =
        finder.target.permissions.iter().map(|name| regex::escape(name)).collect();
    let permission = format!(r"\bperms\.({app})\.(?:{})\b", permissions.join("|"));
    let url = format!(r#"["']\w+:({app})_{model}_(?:changelist|add|change|delete|history)["']"#);
    let mut uses = Uses::default();
    for (text, kind) in
        [(permission, ReferenceKind::TemplatePermission), (url, ReferenceKind::AdminUrl)]
    {
        collect(finder, source, &pattern(&text)?, kind, &mut uses);
    }
    labels(finder, source, &mut uses);
    Ok(uses)
}

/// Fixtures: `"model": "emr.encounter"`. A quote inside a JSON string is written with a backslash,
/// so that this text can only be a key and its value.
/// <https://docs.djangoproject.com/en/stable/topics/serialization/#serialization-format-json>
pub(super) fn fixture(finder: &Finder, source: &Source) -> Result<Uses, Error> {
    let app = regex::escape(&finder.target.model.app_label);
    let model = regex::escape(&finder.target.model.model_name());
    let mut uses = Uses::default();
    let text = format!(r#""model"\s*:\s*"({app})\.(?i:{model})""#);
    let kind = ReferenceKind::Fixture;
    collect(finder, source, &pattern(&text)?, kind, &mut uses);
    // Natural keys of content types and permissions: what the fields are, the fixture does not say.
    // https://docs.djangoproject.com/en/stable/topics/serialization/#natural-keys
    let key = format!(r#"\[\s*(?:"\w+"\s*,\s*)?"({app})"\s*,\s*"{model}"\s*\]"#);
    let row = format!(r#""app_label"\s*:\s*"({app})"\s*,\s*"model"\s*:\s*"{model}""#);
    for text in [key, row] {
        let before = uses.settled.len();
        collect(finder, source, &pattern(&text)?, kind, &mut uses);
        for one in &mut uses.settled[before..] {
            one.certainty = Certainty::Likely;
        }
    }
    labels(finder, source, &mut uses);
    Ok(uses)
}

/// Any other text: the label as a word, for a person to look at.
pub(super) fn other(finder: &Finder, source: &Source) -> Uses {
    let mut uses = Uses::default();
    labels(finder, source, &mut uses);
    uses
}

/// The label where no rule of the format has claimed it.
fn labels(finder: &Finder, source: &Source, uses: &mut Uses) {
    let mut places = Places::new(source);
    for found in finder.label.find_iter(&source.bytes) {
        let range = found.range();
        let claimed = |one: &Reference| one.range.start < range.end && range.start < one.range.end;
        if !uses.settled.iter().any(claimed) {
            let address = range.start..range.start + finder.target.model.app_label.len();
            let (kind, certainty) = (ReferenceKind::Text, Certainty::Likely);
            let place = places.at(range.start);
            uses.settled.push(reference(finder, source, place, range, address, kind, certainty));
        }
    }
}

/// Every match of `regex`; its first group is the app label.
fn collect(finder: &Finder, source: &Source, regex: &Regex, kind: ReferenceKind, uses: &mut Uses) {
    let certainty = Certainty::Proven;
    let mut places = Places::new(source);
    for found in regex.captures_iter(&source.bytes) {
        if let (Some(whole), Some(app)) = (found.get(0), found.get(1)) {
            let (range, address) = (whole.range(), app.range());
            let place = places.at(range.start);
            uses.settled.push(reference(finder, source, place, range, address, kind, certainty));
        }
    }
}

fn reference(
    finder: &Finder,
    source: &Source,
    place: Place,
    range: Range<usize>,
    address: Range<usize>,
    kind: ReferenceKind,
    certainty: Certainty,
) -> Reference {
    Reference {
        path: source.path.clone(),
        place,
        text: source.excerpt(range.start),
        range,
        address,
        kind,
        certainty,
        symbol: finder.target.model.name.clone(),
    }
}
