//! The vocabulary of the project: models, moves, references and how sure we are of them.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;

use crate::diagnostic::{Error, Place};

/// A model by its label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId {
    /// App label, e.g. `emr`. Case matters to Django.
    pub app_label: String,
    /// Class name as written, e.g. `Encounter`. Case does not matter to Django.
    pub name: String,
}

impl ModelId {
    /// The name as Django's registry and content types know it.
    pub fn model_name(&self) -> String {
        self.name.to_lowercase()
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.app_label, self.name)
    }
}

impl FromStr for ModelId {
    type Err = Error;

    /// Reads `app_label.Model`.
    fn from_str(label: &str) -> Result<Self, Error> {
        let identifier = |part: &str| {
            !part.is_empty()
                && !part.starts_with(|c: char| c.is_numeric())
                && part.chars().all(|c| c.is_alphanumeric() || c == '_')
        };
        match label.split_once('.') {
            Some((app_label, name)) if identifier(app_label) && identifier(name) => {
                Ok(Self { app_label: app_label.to_owned(), name: name.to_owned() })
            }
            _ => Err(Error::new(format!("'{label}' is not a model's label"))
                .help("write app_label.Model, such as emr.Encounter")),
        }
    }
}

/// A model and the app that it goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The model under its old label.
    pub model: ModelId,
    /// Label of the app that it goes to.
    pub to: String,
}

/// How sure a reference is, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Equal to the label in a place that nobody knows: listed, not rewritten.
    Likely,
    /// Shown by name resolution, or by a place that Django reads as a model: rewritten.
    Proven,
}

/// What kind of reference it is: what users see in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// `from emr.models import Encounter`
    FromImport,
    /// `models.Encounter`, `emr.models.Encounter`
    ModuleAttribute,
    /// `Encounter`, a name that an import or the class itself has bound
    Name,
    /// `ForeignKey(Encounter)`
    RelationClass,
    /// `admin.site.register(Encounter)`, `@admin.register(Encounter)`
    AdminRegistration,
    /// `ForeignKey("emr.Encounter")`
    RelationString,
    /// `ForeignKey("Encounter")` in the model's own app
    RelationShort,
    /// `get_model("emr", "Encounter")`
    GetModel,
    /// `sender="emr.Encounter"`
    Sender,
    /// `app_label="emr", model="encounter"`
    ContentType,
    /// `has_perm("emr.view_encounter")`
    Permission,
    /// `"admin:emr_encounter_changelist"`
    AdminUrl,
    /// `patch("emr.models.Encounter")`
    DottedPath,
    /// `"emr.Encounter"` where nothing says what it is for
    Label,
    /// `perms.emr.view_encounter` in a template
    TemplatePermission,
    /// `"model": "emr.encounter"` in a fixture
    Fixture,
    /// `emr.Encounter` in a file that is neither code, template nor fixture
    Text,
    /// In a migration that exists: history, never edited
    Migration,
}

impl ReferenceKind {
    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FromImport => "from-import",
            Self::ModuleAttribute => "module-attribute",
            Self::Name => "name",
            Self::RelationClass => "relation-class",
            Self::AdminRegistration => "admin-registration",
            Self::RelationString => "relation-string",
            Self::RelationShort => "relation-short",
            Self::GetModel => "get-model",
            Self::Sender => "sender",
            Self::ContentType => "content-type",
            Self::Permission => "permission",
            Self::AdminUrl => "admin-url",
            Self::DottedPath => "dotted-path",
            Self::Label => "label",
            Self::TemplatePermission => "template-permission",
            Self::Fixture => "fixture",
            Self::Text => "text",
            Self::Migration => "migration",
        }
    }
}

/// One place that refers to the model, or to something that moves with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// File, relative to the root.
    pub path: PathBuf,
    /// Byte range of the whole reference.
    pub range: Range<usize>,
    /// Byte range of the part that says where the model lives, which a move replaces: the app
    /// label of a label, the module of an import. Empty where nothing is said (a plain name).
    pub address: Range<usize>,
    /// What it is.
    pub kind: ReferenceKind,
    /// How sure that is.
    pub certainty: Certainty,
    /// The name that is referred to, e.g. `Encounter` or `EncounterManager`.
    pub symbol: String,
    /// Line and column.
    pub place: Place,
    /// The source line, trimmed.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_two_parts() {
        assert_eq!("emr.Encounter".parse::<ModelId>().unwrap().model_name(), "encounter");
        for wrong in ["Encounter", "emr.", ".Encounter", "a.b.C", "emr.1st", "emr.En counter", ""] {
            assert!(wrong.parse::<ModelId>().is_err(), "{wrong}");
        }
    }
}
