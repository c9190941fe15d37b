//! References in fixtures: JSON, JSON lines, YAML and XML, read as bytes, so that all that is not
//! part of a reference stays as it is.
//! <https://docs.djangoproject.com/en/stable/topics/serialization/#serialization-formats>

use super::text::Text;
use super::{Finder, Uses, alternatives, pattern};
use crate::diagnostic::Error;
use crate::project::Project;
use crate::reference::{Certainty, ReferenceKind};
use crate::source::Source;

const KIND: ReferenceKind = ReferenceKind::Fixture;

/// The names of a target as parts of patterns.
struct Words {
    app: String,
    model: String,
    codenames: String,
}

impl Words {
    fn new(finder: &Finder) -> Self {
        Self {
            app: regex::escape(&finder.target.model.app_label),
            model: regex::escape(&finder.target.model.model_name()),
            codenames: alternatives(&finder.target.permissions),
        }
    }
}

/// `"model": "emr.encounter"`, and the natural keys of content types and permissions. A quote
/// inside a JSON string is written with a backslash: this text can only be a key and its value.
/// <https://docs.djangoproject.com/en/stable/topics/serialization/#natural-keys>
pub(super) fn json(finder: &Finder, source: &Source) -> Result<Uses, Error> {
    let Words { app, model, codenames } = Words::new(finder);
    let mut text = Text::new(finder, source);
    for proven in [
        // The field of a row may have the name as well: a row says its key or its fields beside it.
        format!(r#""model"\s*:\s*"({app})\.(?i:{model})"\s*,\s*"(?:pk|fields)""#),
        format!(r#""pk"\s*:\s*[^,{{}}]+,\s*"model"\s*:\s*"({app})\.(?i:{model})""#),
        format!(r#""fields"\s*:\s*\{{[^{{}}]*\}}\s*,\s*"model"\s*:\s*"({app})\.(?i:{model})""#),
        format!(r#"\[\s*"(?:{codenames})"\s*,\s*"({app})"\s*,\s*"{model}"\s*\]"#),
        format!(r#""content_type"\s*:\s*\[\s*"({app})"\s*,\s*"{model}"\s*\]"#),
        format!(r#""app_label"\s*:\s*"({app})"\s*,\s*"model"\s*:\s*"{model}""#),
        format!(r#""model"\s*:\s*"{model}"\s*,\s*"app_label"\s*:\s*"({app})""#),
    ] {
        text.collect(&proven, KIND, Certainty::Proven)?;
    }
    // A key of a content type by its look: what the field is, the fixture does not say.
    let key = format!(r#"\[\s*"({app})"\s*,\s*"{model}"\s*\]"#);
    let row = format!(r#""model"\s*:\s*"({app})\.(?i:{model})""#);
    for likely in [key, row] {
        text.collect(&likely, KIND, Certainty::Likely)?;
    }
    text.labels()?;
    Ok(text.uses)
}

/// `- model: emr.encounter`. A YAML file that is no fixture holds labels at the most.
pub(super) fn yaml(finder: &Finder, source: &Source) -> Result<Uses, Error> {
    let Some(column) = column_of_keys(source)? else {
        return super::text::other(finder, source);
    };
    let Words { app, model, codenames } = Words::new(finder);
    let quote = r#"["']?"#;
    let end = format!(r"{quote}[ \t]*(?:#[^\n]*)?\r?$");
    let item = |word: &str| format!(r"-[ \t]+{quote}{word}{quote}[ \t]*(?:#[^\n]*)?\r?\n[ \t]*");
    let (app_item, codename_item) = (item(&format!("({app})")), item(&format!("(?:{codenames})")));
    let closing = format!(r"-[ \t]+{quote}{model}{end}");
    let flow = format!(r"{quote}({app}){quote}\s*,\s*{quote}{model}{quote}\s*\]");
    let mut text = Text::new(finder, source);
    for proven in [
        // The keys of a row: deeper ones belong to the values of its fields.
        format!(
            r"(?m)^(?:[- ]{{{column}}}){quote}model{quote}:[ \t]+{quote}({app})\.(?i:{model}){end}"
        ),
        format!(r"\{{\s*{quote}model{quote}:\s+{quote}({app})\.(?i:{model}){quote}\s*,"),
        format!(r"\[\s*{quote}(?:{codenames}){quote}\s*,\s*{flow}"),
        format!(r"\bcontent_type:[ \t]*\[\s*{flow}"),
        format!(r"(?m){codename_item}{app_item}{closing}"),
        format!(r"(?m)\bcontent_type:[ \t]*\r?\n[ \t]*{app_item}{closing}"),
        format!(
            r"(?m)\bapp_label:[ \t]+{quote}({app}){quote}[ \t]*\r?\n[ \t]*model:[ \t]+{quote}{model}{end}"
        ),
        format!(
            r"(?m)\bmodel:[ \t]+{quote}{model}{quote}[ \t]*\r?\n[ \t]*app_label:[ \t]+{quote}({app}){end}"
        ),
        format!(
            r"\bapp_label:\s+{quote}({app}){quote}\s*,\s*model:\s+{quote}{model}{quote}\s*[,}}]"
        ),
        format!(
            r"\bmodel:\s+{quote}{model}{quote}\s*,\s*app_label:\s+{quote}({app}){quote}\s*[,}}]"
        ),
    ] {
        text.collect(&proven, KIND, Certainty::Proven)?;
    }
    for likely in [format!(r"\[\s*{flow}"), format!(r"(?m){app_item}{closing}")] {
        text.collect(&likely, KIND, Certainty::Likely)?;
    }
    text.labels()?;
    Ok(text.uses)
}

/// The column at which the keys of the rows stand, where the file is a list of rows with a model.
fn column_of_keys(source: &Source) -> Result<Option<usize>, Error> {
    let row = pattern(r#"(?m)^([ ]*-[ ]+)["']?(?:model|pk|fields)["']?:"#)?;
    let in_braces = pattern(r#"(?m)^[ ]*-?[ ]*\{\s*["']?model["']?:"#)?;
    let fields = pattern(r#"\bfields["']?:"#)?;
    if !fields.is_match(&source.bytes) {
        return Ok(None);
    }
    let found = row.captures(&source.bytes).and_then(|found| found.get(1));
    let column = found.map(|dash| dash.len());
    Ok(column.or_else(|| in_braces.is_match(&source.bytes).then_some(0)))
}

/// `<object model="emr.encounter">`, `<field to="emr.encounter">`, and natural keys.
pub(super) fn xml(finder: &Finder, project: &Project, source: &Source) -> Result<Uses, Error> {
    let Words { app, model, codenames } = Words::new(finder);
    let natural = |word: &str| format!(r"<natural>\s*{word}\s*</natural>\s*");
    let key = natural(&format!("({app})")) + &natural(&model);
    let mut text = Text::new(finder, source);
    for proven in [
        format!(r#"<object\b[^>]*\smodel=["']({app})\.(?i:{model})["']"#),
        format!(r#"<field\b[^>]*\sto=["']({app})\.(?i:{model})["']"#),
        natural(&format!("(?:{codenames})")) + &key,
        format!(
            r#"<field\b[^>]*\sname=["']app_label["'][^>]*>({app})</field>\s*<field\b[^>]*\sname=["']model["'][^>]*>{model}</field>"#
        ),
        format!(r#"<field\b[^>]*\sname=["']content_type["'][^>]*>\s*{key}</field>"#),
    ] {
        text.collect(&proven, KIND, Certainty::Proven)?;
    }
    text.collect(&key, KIND, Certainty::Likely)?;
    // A feed or an office document may be a template.
    text.template(project)?;
    text.labels()?;
    Ok(text.uses)
}
