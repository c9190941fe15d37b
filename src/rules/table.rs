//! Every rule: how what it finds fails when it is left, and what to do.
//!
//! The errors that are quoted are those of Django 5.2.

use super::Rule;
use crate::reference::ReferenceKind;

/// Every rule, by code.
pub static RULES: &[Rule] = &[
    Rule {
        code: "RH000",
        name: "not-judged",
        kind: None,
        summary: "a file mentions a model that has moved, and cannot be judged",
        explanation: "\
The file cannot be read, or is not valid Python, and it has the name of a model that has moved.
Nothing is said of what is in it: the exit status is 2, whatever else was found.",
        advice: "\
Mend the file, or leave it out with `exclude` if it is none of the project's.",
        example: ("", ""),
    },
    Rule {
        code: "RH001",
        name: "stale-import",
        kind: Some(ReferenceKind::FromImport),
        summary: "a model is imported from the module that it has left",
        explanation: "\
It works as long as the old module re-exports the model. The day that this goes, the module that has
the import cannot be loaded any more, nor can what imports that:

    ImportError: cannot import name 'Encounter' from 'emr.models'

Until then, each such import ties its app to the old one, and can close a circle of imports.",
        advice: "Import the model from the module that it is in.",
        example: ("from emr.models import Encounter", "from core.models import Encounter"),
    },
    Rule {
        code: "RH002",
        name: "stale-star-import",
        kind: Some(ReferenceKind::StarImport),
        summary: "a model is had by a star import from the module that it has left",
        explanation: "\
When the old module re-exports the model no longer, the import still works: it brings one name less.
What fails is the line that uses the name, and only when it is run:

    NameError: name 'Encounter' is not defined",
        advice: "Import the model by its name from the module that it is in.",
        example: (
            "from emr.models import *",
            "from emr.models import *\nfrom core.models import Encounter",
        ),
    },
    Rule {
        code: "RH003",
        name: "stale-module-attribute",
        kind: Some(ReferenceKind::ModuleAttribute),
        summary: "a model is had as an attribute of the module that it has left",
        explanation: "\
When the old module re-exports the model no longer, the import of the module still works, and the line
that has the attribute fails when it is run, in a view as late as with the first request:

    AttributeError: module 'emr.models' has no attribute 'Encounter'",
        advice: "Import the module that the model is in, and use it there.",
        example: (
            "from emr import models\n\nmodels.Encounter.objects.all()",
            "import core.models\n\ncore.models.Encounter.objects.all()",
        ),
    },
    Rule {
        code: "RH004",
        name: "stale-attribute-by-name",
        kind: Some(ReferenceKind::AttributeByName),
        summary: "a model is asked of the module that it has left, by a string",
        explanation: "\
As long as the old module re-exports the model, `patch.object(models, \"Encounter\")` replaces the name
there, while the code that is tested reads it elsewhere: the mock is never used, and the test passes or
fails for another reason. Without the re-export it is an AttributeError, and `getattr` with a default
quietly returns the default.",
        advice: "Ask the module that the model is in, or, for a mock, the one that uses it.",
        example: (
            "patch.object(emr.models, \"Encounter\")",
            "patch.object(core.models, \"Encounter\")",
        ),
    },
    Rule {
        code: "RH005",
        name: "stale-dotted-path",
        kind: Some(ReferenceKind::DottedPath),
        summary: "a string says the module that a model has left",
        explanation: "\
It is read when it is used, so that no import fails before:

    ImportError: Module \"emr.models\" does not define a \"Encounter\" attribute/class

is what `import_string` says, and `mock.patch` raises an AttributeError. As long as the old module
re-exports the model, `patch(\"emr.models.Encounter\")` replaces a name that nothing reads any more: the
mock is never used.",
        advice: "Write the module that the model is in.",
        example: ("patch(\"emr.models.Encounter\")", "patch(\"core.models.Encounter\")"),
    },
    Rule {
        code: "RH101",
        name: "stale-relation",
        kind: Some(ReferenceKind::RelationString),
        summary: "a relation names a model by its old label",
        explanation: "\
Django looks for the label when all models are loaded, and the system check fails: neither `runserver`
nor `migrate`, `makemigrations` or `test` goes on.

    (fields.E300) Field defines a relation with model 'emr.Encounter', which is either not
    installed, or is abstract.
    (fields.E307) … was declared with a lazy reference to 'emr.encounter', but app 'emr' doesn't
    provide model 'encounter'.

No re-export helps: a label is no import.",
        advice: "Write the label that the model has now.",
        example: ("ForeignKey(\"emr.Encounter\", CASCADE)", "ForeignKey(\"core.Encounter\", CASCADE)"),
    },
    Rule {
        code: "RH102",
        name: "stale-short-relation",
        kind: Some(ReferenceKind::RelationShort),
        summary: "a relation names a model of its own app that has left it",
        explanation: "\
A name without an app is looked for in the app of the class that has the relation. The model is there no
longer, and the system check fails with fields.E300 and fields.E307: no command of Django goes on.",
        advice: "Write the whole label.",
        example: ("ForeignKey(\"Encounter\", CASCADE)", "ForeignKey(\"core.Encounter\", CASCADE)"),
    },
    Rule {
        code: "RH103",
        name: "stale-get-model",
        kind: Some(ReferenceKind::GetModel),
        summary: "a model is looked up by its old label",
        explanation: "\
It fails when the line is run:

    LookupError: App 'emr' doesn't have a 'Encounter' model.

A registry of the past, `apps` in a migration, still has the model at its old label as long as the
migration stands before the move: those are no findings.",
        advice: "Look it up by the label that it has now.",
        example: (
            "apps.get_model(\"emr\", \"Encounter\")",
            "apps.get_model(\"core\", \"Encounter\")",
        ),
    },
    Rule {
        code: "RH104",
        name: "stale-sender",
        kind: Some(ReferenceKind::Sender),
        summary: "a signal waits for a model by its old label",
        explanation: "\
A sender that is a string is connected when its model is loaded. This one never is: the receiver is not
called. The system check says so for functions and methods, and stops every command:

    (signals.E001) … was connected to the 'post_save' signal with a lazy reference to the sender
    'emr.encounter', but app 'emr' doesn't provide model 'encounter'.",
        advice: "Write the label that the model has now.",
        example: (
            "post_save.connect(audit, sender=\"emr.Encounter\")",
            "post_save.connect(audit, sender=\"core.Encounter\")",
        ),
    },
    Rule {
        code: "RH105",
        name: "stale-factory",
        kind: Some(ReferenceKind::Factory),
        summary: "a factory makes a model by its old label",
        explanation: "\
`factory_boy` looks the label up when the class of the factory is made: no test of a module that imports
it is run.

    LookupError: App 'emr' doesn't have a 'Encounter' model.

`model_bakery` looks it up when `baker.make` is called, and raises ModelNotFound.",
        advice: "Write the label that the model has now.",
        example: (
            "class Meta:\n    model = \"emr.Encounter\"",
            "class Meta:\n    model = \"core.Encounter\"",
        ),
    },
    Rule {
        code: "RH106",
        name: "stale-chooser",
        kind: Some(ReferenceKind::Chooser),
        summary: "a chooser of Wagtail offers a model by its old label",
        explanation: "\
Wagtail looks the label up when the block or panel is first used, and raises a LookupError: editors cannot
open the pages that have it.",
        advice: "Write the label that the model has now.",
        example: (
            "SnippetChooserBlock(\"emr.Encounter\")",
            "SnippetChooserBlock(\"core.Encounter\")",
        ),
    },
    Rule {
        code: "RH107",
        name: "stale-setting",
        kind: Some(ReferenceKind::Setting),
        summary: "a setting names a model by its old label",
        explanation: "\
What reads the setting looks the label up, some of it only when it is needed. `AUTH_USER_MODEL` is read
when Django starts:

    ImproperlyConfigured: AUTH_USER_MODEL refers to model 'emr.User' that has not been installed",
        advice: "\
Write the label that the model has now. Settings that are not in the repository (the environment, a
secret store) are not seen here: look at those as well.",
        example: ("VISIT_MODEL = \"emr.Encounter\"", "VISIT_MODEL = \"core.Encounter\""),
    },
    Rule {
        code: "RH108",
        name: "stale-command",
        kind: Some(ReferenceKind::Command),
        summary: "a command is given a model by its old label",
        explanation: "\
It fails when it is called; where it is a nightly dump, nobody may see that:

    CommandError: Unknown model: emr.Encounter",
        advice: "Write the label that the model has now; in crontabs and deploy scripts as well.",
        example: (
            "call_command(\"dumpdata\", \"emr.Encounter\")",
            "call_command(\"dumpdata\", \"core.Encounter\")",
        ),
    },
    Rule {
        code: "RH109",
        name: "stale-label",
        kind: Some(ReferenceKind::Label),
        summary: "a string is the old label of a model",
        explanation: "\
Nothing here says what the string is for. If it is looked up as a model, that is a LookupError when it
happens; if it is compared with `Model._meta.label`, it is never equal any more, and nothing is said. It
can also be what it is for good: a topic of a message bus, a key in a table.",
        advice: "\
If it means the model, write the label that it has now (`--fix --include likely` does). If not, say so
with a comment: `# django-rehome: ignore[stale-label] the name of a topic`.",
        example: ("AUDITED = [\"emr.Encounter\"]", "AUDITED = [\"core.Encounter\"]"),
    },
    Rule {
        code: "RH201",
        name: "stale-permission",
        kind: Some(ReferenceKind::Permission),
        summary: "a permission is asked for under the old app label",
        explanation: "\
Nothing fails, and everybody is denied: the permission belongs to the content type, which has the new app
label, and `has_perm(\"emr.view_encounter\")` is False, whatever was granted. A view with
`permission_required` answers 403 or sends people to the login. A superuser has every permission, also
one that does not exist, so that whoever tries it as one sees nothing wrong.",
        advice: "Ask for the permission under the new app label.",
        example: (
            "user.has_perm(\"emr.view_encounter\")",
            "user.has_perm(\"core.view_encounter\")",
        ),
    },
    Rule {
        code: "RH202",
        name: "stale-template-permission",
        kind: Some(ReferenceKind::TemplatePermission),
        summary: "a template asks for a permission under the old app label",
        explanation: "\
`perms.emr.view_encounter` is false for everybody but superusers, and nothing is said: what the template
shows to those who may see it, a link or a whole block, is gone.",
        advice: "Ask for the permission under the new app label.",
        example: (
            "{% if perms.emr.view_encounter %}",
            "{% if perms.core.view_encounter %}",
        ),
    },
    Rule {
        code: "RH203",
        name: "stale-content-type",
        kind: Some(ReferenceKind::ContentType),
        summary: "a content type is looked up under the old app label",
        explanation: "\
The move has relabelled the content type. `get` and `get_by_natural_key` raise ContentType.DoesNotExist,
and `filter` finds nothing. Worst is `get_or_create`: it makes a content type that belongs to no model,
and what is attached to it is lost from sight.",
        advice: "\
Look it up under the new app label; or, without a label, with `ContentType.objects.get_for_model(Encounter)`.",
        example: (
            "ContentType.objects.get(app_label=\"emr\", model=\"encounter\")",
            "ContentType.objects.get(app_label=\"core\", model=\"encounter\")",
        ),
    },
    Rule {
        code: "RH204",
        name: "stale-admin-url",
        kind: Some(ReferenceKind::AdminUrl),
        summary: "the name of an admin page has the old app label",
        explanation: "\
The names of admin pages are made of the label. `reverse`, and `{% url %}` when the template is rendered,
fail:

    NoReverseMatch: Reverse for 'emr_encounter_changelist' not found.",
        advice: "Write the name with the new app label.",
        example: (
            "reverse(\"admin:emr_encounter_changelist\")",
            "reverse(\"admin:core_encounter_changelist\")",
        ),
    },
    Rule {
        code: "RH301",
        name: "stale-fixture",
        kind: Some(ReferenceKind::Fixture),
        summary: "a fixture has rows of a model under its old label",
        explanation: "\
`loaddata` stops, and so does every test class that has the fixture in `fixtures`:

    DeserializationError: … Invalid model identifier: emr.encounter

With `--ignorenonexistent` the rows are left out, and nothing is said. Old labels in natural keys (of
content types and permissions) are a DoesNotExist.",
        advice: "Write the label that the model has now; also in fixtures that are kept elsewhere.",
        example: ("\"model\": \"emr.encounter\"", "\"model\": \"core.encounter\""),
    },
    Rule {
        code: "RH302",
        name: "stale-docs",
        kind: Some(ReferenceKind::Docs),
        summary: "documentation says the old address of a model",
        explanation: "\
Nothing fails. Whoever follows the documentation looks in the wrong place, and a reference of Sphinx
(`:class:`) finds no target. It is looked at with `--docs` alone.",
        advice: "Write the new address, unless the text is about the past.",
        example: ("See `emr.models.Encounter`.", "See `core.models.Encounter`."),
    },
    Rule {
        code: "RH303",
        name: "stale-text",
        kind: Some(ReferenceKind::Text),
        summary: "a file that is no Python says the old address of a model",
        explanation: "\
It depends on what reads the file: a configuration that names the model (a linter's, a dump's in CI) stops
working, or quietly does nothing.",
        advice: "Write the new address where it means the model.",
        example: ("dumpdata emr.Encounter > visits.json", "dumpdata core.Encounter > visits.json"),
    },
    Rule {
        code: "RH304",
        name: "stale-template-file",
        kind: Some(ReferenceKind::TemplateFile),
        summary: "a template is where Django looks for it no longer",
        explanation: "\
Generic views and the admin make the path of a template of the label. A generic view without a
`template_name` fails with the first request:

    TemplateDoesNotExist: core/encounter_list.html

The admin has templates of its own to fall back to, so that nothing fails there: what
`admin/emr/encounter/change_list.html` adds to the page is gone.",
        advice: "\
Move the template to the directory of the new label; or name it in the view: `template_name`.",
        example: (
            "templates/admin/emr/encounter/change_list.html",
            "templates/admin/core/encounter/change_list.html",
        ),
    },
];
