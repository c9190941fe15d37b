//! The vocabulary of the project: models, moves, references and how sure we are of them.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;

use crate::diagnostic::{Error, Place, nearest};

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
        match label.split_once('.') {
            Some((app_label, name)) if is_identifier(app_label) && is_identifier(name) => {
                Ok(Self { app_label: app_label.to_owned(), name: name.to_owned() })
            }
            _ => Err(Error::new(format!("'{label}' is not a model's label"))
                .help("write app_label.Model, such as emr.Encounter")),
        }
    }
}

/// Whether Python could have a variable of this name: an app label, or the name of a class.
pub fn is_identifier(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with(|c: char| c.is_numeric())
        && word.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Models and the app that they go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The models under their old labels: at least one, each once.
    pub models: Vec<ModelId>,
    /// Label of the app that they go to.
    pub to: String,
    /// Names that go along, whoever else uses them.
    pub with: BTreeSet<String>,
    /// Names that stay, though nothing else uses them.
    pub without: BTreeSet<String>,
    /// What the old address says from now on.
    pub shim: Shim,
    /// What becomes of the admin of the model.
    pub admin: AdminGoes,
    /// How the new migrations are written.
    pub style: Style,
    /// Whether they are written at all.
    pub migrations: bool,
    /// What becomes of the label and the table.
    pub strategy: Strategy,
    /// Migrations, as `app.name`, of which nothing that cannot be read changes the models.
    pub assumed: Vec<String>,
    /// Where it is noted that the models have moved.
    pub record: Record,
}

impl Move {
    /// The plain move of `models`.
    pub fn new(models: Vec<ModelId>, to: &str) -> Self {
        Self {
            models,
            to: to.to_owned(),
            with: BTreeSet::new(),
            without: BTreeSet::new(),
            shim: Shim::Import,
            admin: AdminGoes::Along,
            style: Style::default(),
            migrations: true,
            strategy: Strategy::Keep,
            assumed: Vec::new(),
            record: Record::Nearest,
        }
    }

    /// Label of the app that the models will have.
    pub fn label(&self) -> &str {
        match (self.strategy, self.models.first()) {
            (Strategy::Code, Some(model)) => &model.app_label,
            _ => &self.to,
        }
    }
}

/// Where it is noted that models have moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// Nowhere.
    Nowhere,
    /// In the configuration that holds for the project.
    Nearest,
    /// In this configuration.
    In(PathBuf),
}

/// What becomes of a model's label and its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// The label changes, and the table keeps its name: no DDL is run.
    Keep,
    /// The table is renamed to what the new label makes of it.
    Rename,
    /// The rows are copied to a new table, and the old one is dropped.
    Copy(Copying),
    /// The class goes, and its label stays: `Meta.app_label`.
    /// <https://docs.djangoproject.com/en/stable/ref/models/options/#app-label>
    Code,
}

/// How rows are copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copying {
    /// How many at a time; all of them at once, where it is not said.
    pub batch: Option<u32>,
    /// Whether the old table is left where it is.
    pub keep_old_table: bool,
}

/// How new migrations are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// The name behind the number; one that says what moves, where there is none.
    pub name: Option<String>,
    /// Whether a comment at the top says what wrote them, and what for.
    pub header: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { name: None, header: true }
    }
}

impl Style {
    /// The style with this name for the migrations, which has to be an identifier.
    /// <https://docs.djangoproject.com/en/stable/ref/django-admin/#cmdoption-makemigrations-name>
    ///
    /// # Errors
    /// It is none.
    pub fn new(name: Option<String>, header: bool) -> Result<Self, Error> {
        match name {
            Some(name) if !is_identifier(&name) => {
                Err(Error::new(format!("'{name}' cannot be the name of a migration"))
                    .help("write letters, digits and underscores, such as move_encounter: the number comes before it"))
            }
            name => Ok(Self { name, header }),
        }
    }
}

/// What the old module says of what has left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shim {
    /// It imports the names from where they are: old imports keep working.
    Import,
    /// It finds them when it is asked for them, and warns: `__getattr__` of the module.
    /// <https://peps.python.org/pep-0562/>
    Deprecated,
    /// Nothing.
    None,
}

/// What becomes of the admin of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminGoes {
    /// It goes to the admin module of the target.
    Along,
    /// It stays where it is.
    Nowhere,
}

/// How sure a reference is, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Put together at run time: listed, and never rewritten.
    Unknown,
    /// Equal to the label in a place that nobody knows: listed, and rewritten on demand.
    Likely,
    /// Shown by name resolution, or by a place that Django reads as a model: rewritten.
    Proven,
}

impl Certainty {
    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Likely => "likely",
            Self::Proven => "proven",
        }
    }
}

/// What a move does with a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It gets the new address, where it says one.
    Rewrite,
    /// It is not certain enough, and a person has to look at it.
    Unsure,
    /// It is left as the user asked for: by `--exclude`, or by a comment beside it.
    Spared,
}

/// What kind of reference it is: what users see in reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKind {
    /// `from emr.models import Encounter`
    FromImport,
    /// `from emr.models import *`, where a name of it is used
    StarImport,
    /// `models.Encounter`, `emr.models.Encounter`
    ModuleAttribute,
    /// `getattr(models, "Encounter")`, `patch.object(models, "Encounter")`
    AttributeByName,
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
    /// `model = "emr.Encounter"` of a factory, `baker.make("emr.Encounter")`
    Factory,
    /// `SnippetChooserBlock("emr.Encounter")`
    Chooser,
    /// `VISIT_MODEL = "emr.Encounter"` in a settings module
    Setting,
    /// `call_command("dumpdata", "emr.Encounter")`
    Command,
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
    /// A label or an address that is put together at run time
    Computed,
    /// `perms.emr.view_encounter` in a template
    TemplatePermission,
    /// `"model": "emr.encounter"` in a fixture
    Fixture,
    /// A template that Django finds by the label: `emr/encounter_list.html`
    TemplateFile,
    /// `emr.Encounter` in documentation
    Docs,
    /// `emr.Encounter` in a file that is none of these
    Text,
    /// In a migration that exists: history, never edited
    Migration,
}

impl ReferenceKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::FromImport,
        Self::StarImport,
        Self::ModuleAttribute,
        Self::AttributeByName,
        Self::Name,
        Self::RelationClass,
        Self::AdminRegistration,
        Self::RelationString,
        Self::RelationShort,
        Self::GetModel,
        Self::Sender,
        Self::Factory,
        Self::Chooser,
        Self::Setting,
        Self::Command,
        Self::ContentType,
        Self::Permission,
        Self::AdminUrl,
        Self::DottedPath,
        Self::Label,
        Self::Computed,
        Self::TemplatePermission,
        Self::Fixture,
        Self::TemplateFile,
        Self::Docs,
        Self::Text,
        Self::Migration,
    ];

    /// The name in reports, and in `--exclude` and `ignore[…]`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FromImport => "from-import",
            Self::StarImport => "star-import",
            Self::ModuleAttribute => "module-attribute",
            Self::AttributeByName => "attribute-by-name",
            Self::Name => "name",
            Self::RelationClass => "relation-class",
            Self::AdminRegistration => "admin-registration",
            Self::RelationString => "relation-string",
            Self::RelationShort => "relation-short",
            Self::GetModel => "get-model",
            Self::Sender => "sender",
            Self::Factory => "factory",
            Self::Chooser => "chooser",
            Self::Setting => "setting",
            Self::Command => "command",
            Self::ContentType => "content-type",
            Self::Permission => "permission",
            Self::AdminUrl => "admin-url",
            Self::DottedPath => "dotted-path",
            Self::Label => "label",
            Self::Computed => "computed",
            Self::TemplatePermission => "template-permission",
            Self::Fixture => "fixture",
            Self::TemplateFile => "template-file",
            Self::Docs => "docs",
            Self::Text => "text",
            Self::Migration => "migration",
        }
    }
}

impl FromStr for ReferenceKind {
    type Err = Error;

    /// Reads the name of a kind.
    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.iter().find(|kind| kind.as_str() == name);
        found.copied().ok_or_else(|| {
            let near = nearest(name, Self::ALL.iter().map(|kind| kind.as_str()));
            let error = Error::new(format!("'{name}' is not a kind of reference"));
            match near.is_empty() {
                true => error.help("`refs` names the kinds"),
                false => error.help(format!("did you mean {}?", near.join(" or "))),
            }
        })
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
    /// What a move does with it.
    pub decision: Decision,
    /// The name that is referred to, e.g. `Encounter` or `EncounterManager`.
    pub symbol: String,
    /// The module that the name is had from here, e.g. `emr.api`; empty where a label says it.
    pub through: String,
    /// Line and column.
    pub place: Place,
    /// The source line, trimmed.
    pub text: String,
}

impl Reference {
    /// Whether it says, or stands for, the module that the name is had from; else it says a label, or
    /// what follows from one.
    pub fn is_of_module(&self) -> bool {
        use ReferenceKind::{
            AdminRegistration, AttributeByName, Computed, DottedPath, FromImport, ModuleAttribute,
            Name, RelationClass, StarImport,
        };
        !self.through.is_empty()
            || matches!(
                self.kind,
                FromImport
                    | StarImport
                    | ModuleAttribute
                    | AttributeByName
                    | Name
                    | RelationClass
                    | AdminRegistration
                    | DottedPath
                    | Computed
            )
    }

    /// Nothing is certain of an address that goes beyond byte `end`.
    pub fn within(&mut self, end: usize) {
        if self.address.end > end {
            self.address = self.range.start..self.range.start;
            self.certainty = Certainty::Unknown;
        }
    }
}

/// Whether a class of this name is a relation field: the names end as Django's do, so that
/// `TreeForeignKey` and `ParentalManyToManyField` count as well.
/// <https://docs.djangoproject.com/en/stable/ref/models/fields/#module-django.db.models.fields.related>
pub fn is_relation_field(name: &str) -> bool {
    [
        "ForeignKey",
        "ForeignObject",
        "ParentalKey",
        "OneToOneField",
        "ManyToManyField",
        "GenericRelation",
    ]
    .iter()
    .any(|relation| name.ends_with(relation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        for kind in ReferenceKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        let error = "relation".parse::<ReferenceKind>().unwrap_err();
        assert!(error.help.unwrap().contains("relation-class"));
    }

    #[test]
    fn migrations_have_names_that_are_identifiers() {
        assert!(Style::new(Some("visits_leave".to_owned()), true).is_ok());
        for wrong in ["", "2nd", "move-visits", "a b", "a/b", "0002_visits"] {
            assert!(Style::new(Some(wrong.to_owned()), true).is_err(), "{wrong}");
        }
    }

    #[test]
    fn labels_have_two_parts() {
        assert_eq!("emr.Encounter".parse::<ModelId>().unwrap().model_name(), "encounter");
        for wrong in ["Encounter", "emr.", ".Encounter", "a.b.C", "emr.1st", "emr.En counter", ""] {
            assert!(wrong.parse::<ModelId>().is_err(), "{wrong}");
        }
    }
}
