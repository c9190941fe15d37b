apps.get_model("emr.Encounter")
#              ^^^^^^^^^^^^^^^ get-model.label
apps.get_model("emr", "Encounter")
#              ^^^^^ get-model.app
#              ^^^^^ get-model.label
#                     ^^^^^^^^^^^ get-model.model
get_model("emr", model_name="Encounter")
#         ^^^^^ get-model.app
#         ^^^^^ get-model.label
#                           ^^^^^^^^^^^ get-model.model
apps.get_model(app_label="emr", model_name="Encounter")
#                        ^^^^^ get-model.app
#                                          ^^^^^^^^^^^ get-model.model
apps.get_app_config("emr").get_model("Encounter")
#                   ^^^^^ get-model.app
#                                    ^^^^^^^^^^^ get-model.label
#                                    ^^^^^^^^^^^ get-model.model
apps.get_model(app_label="emr.Encounter")
#                        ^^^^^^^^^^^^^^^ get-model.label
apps.get_model(model_name="Encounter", app_label="emr")
#                         ^^^^^^^^^^^ get-model.model
#                                                ^^^^^ get-model.app
apps.get_model(LABEL)
#              ^^^^^ get-model.label
apps.get_model(Labels.VISIT)
#              ^^^^^^^^^^^^ get-model.label
apps.get_model(APP, "Encounter")
#              ^^^ get-model.label
#                   ^^^^^^^^^^^ computed.model
config.get_model("Encounter")
#                ^^^^^^^^^^^ computed.model
#                ^^^^^^^^^^^ get-model.label
self.get_model("Encounter")
#              ^^^^^^^^^^^ computed.model
#              ^^^^^^^^^^^ get-model.label
apps.get_models("emr.Encounter")


@receiver(post_save, sender="emr.Encounter")
#                           ^^^^^^^^^^^^^^^ sender.label
def saved(sender, **kwargs):
    post_save.connect(saved, sender=Encounter)
    #                               ^^^^^^^^^ sender.label
    post_save.connect(saved, "emr.Encounter")
    #                        ^^^^^^^^^^^^^^^ sender.label
    database.connect(saved, "emr.Encounter")


ContentType.objects.get(app_label="emr", model="encounter")
#                                 ^^^^^ content-type.app
#                                              ^^^^^^^^^^^ content-type.model
Permission.objects.filter(content_type__model="encounter", content_type__app_label="emr")
#                                             ^^^^^^^^^^^ content-type.model
#                                                                                  ^^^^^ content-type.app
limit_choices_to = {"app_label": "emr", "model": "encounter"}
#                                ^^^^^ content-type.app
#                                                ^^^^^^^^^^^ content-type.model
only = {"model": "encounter", "app_label": "emr"}
#                ^^^^^^^^^^^ content-type.model
#                                          ^^^^^ content-type.app
Permission.objects.get(content_type__app_label="emr", codename="view_encounter")
#                                              ^^^^^ permission.app
#                                                              ^^^^^^^^^^^^^^^^ permission.codename
Permission.objects.get(codename="view_encounter", content_type__app_label="emr")
#                               ^^^^^^^^^^^^^^^^ permission.codename
#                                                                         ^^^^^ permission.app
Permission.objects.filter(codename__in=["view_encounter"], content_type__app_label="emr")
#                                      ^^^^^^^^^^^^^^^^^^ permission.codename
#                                                                                  ^^^^^ permission.app
Q(app_label="emr", model__in=("encounter",))
#           ^^^^^ content-type.app
#                            ^^^^^^^^^^^^^^ content-type.model
Permission.objects.get_by_natural_key("view_encounter", "emr", "encounter")
#                                                       ^^^^^ content-type.app
#                                                              ^^^^^^^^^^^ content-type.model
ContentType.objects.get_by_natural_key("emr", "encounter")
#                                      ^^^^^ content-type.app
#                                             ^^^^^^^^^^^ content-type.model
Field(app_label="emr", name="encounter")

user.has_perm("emr.view_encounter")
#             ^^^^^^^^^^^^^^^^^^^^ permission.permission
user.has_perms(["emr.view_encounter", "emr.add_encounter"])
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ permission.permission
user.has_perm(Permissions.VIEW)
#             ^^^^^^^^^^^^^^^^ permission.permission
user.has_perm(perm="emr.view_encounter")
#                  ^^^^^^^^^^^^^^^^^^^^ permission.permission
get_objects_for_user(user, "emr.view_encounter")
#                          ^^^^^^^^^^^^^^^^^^^^ permission.permission
has_permission("emr.view_encounter")


class View(PermissionRequiredMixin):
    permission_required = "emr.view_encounter"
    #                     ^^^^^^^^^^^^^^^^^^^^ permission.permission


class Other(PermissionRequiredMixin):
    permission_required = ("emr.view_encounter",)
    #                     ^^^^^^^^^^^^^^^^^^^^^^^ permission.permission


class Third(DjangoModelPermissions):
    perms_map = {"GET": ["emr.view_encounter"]}
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ permission.permission
    permission = "emr.view_encounter"


class EncounterFactory(DjangoModelFactory):
    class Meta:
        model = "emr.Encounter"
        #       ^^^^^^^^^^^^^^^ factory.label

    class Params:
        model = "emr.Encounter"


baker.make("emr.Encounter")
#          ^^^^^^^^^^^^^^^ factory.label
visit = Recipe("emr.Encounter")
#              ^^^^^^^^^^^^^^^ factory.label
cake.make("emr.Encounter")

visit = SnippetChooserBlock("emr.Encounter", required=False)
#                           ^^^^^^^^^^^^^^^ chooser.label
page = PageChooserBlock(page_type=["emr.Encounter"])
#                                 ^^^^^^^^^^^^^^^^^ chooser.label
text = CharBlock("emr.Encounter")

call_command("dumpdata", "emr.Encounter", indent=2)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ command.arguments
call_command("check", "emr.Encounter")

override_settings(VISIT_MODEL="emr.Encounter")
#                             ^^^^^^^^^^^^^^^ setting-override.value
override_settings(visit_model="emr.Encounter")
VISIT_MODEL = "emr.Encounter"
#             ^^^^^^^^^^^^^^^ setting.value
AUDITED += ["emr.Encounter"]
#          ^^^^^^^^^^^^^^^^^ setting.value
visit_model = "emr.Encounter"

getattr(settings, "VISIT_MODEL", "emr.Encounter")
#                                ^^^^^^^^^^^^^^^ setting-default.value
#       ^^^^^^^^ attribute-by-name.module
#                 ^^^^^^^^^^^^^ attribute-by-name.attribute
getattr(models, "Encounter")
#       ^^^^^^ attribute-by-name.module
#               ^^^^^^^^^^^ attribute-by-name.attribute
patch.object(emr.models, "Encounter", autospec=True)
#            ^^^^^^^^^^ attribute-by-name.module
#                        ^^^^^^^^^^^ attribute-by-name.attribute
getfield(models, "Encounter")

instance._meta.label_lower == "emr.encounter"
#                             ^^^^^^^^^^^^^^^ label-test.label
meta.label in ("emr.Encounter", "emr.VitalSigns")
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ label-test.label
meta.title == "emr.Encounter"

mock.patch.dict("emr.models.Encounter.REGISTRY")
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ dotted-path.path
import_module("emr.models").Encounter.objects
#             ^^^^^^^^^^^^ imported-attribute.module
#                           ^^^^^^^^^ imported-attribute.attribute
getattr(importlib.import_module("emr.models"), "Encounter")
#                               ^^^^^^^^^^^^ imported-attribute.module
#                                               ^^^^^^^^^ imported-attribute.attribute
module = import_module("emr.models")
#                      ^^^^^^^^^^^^ imported-module.module
import_thing("emr.models").Encounter
mock.patch("emr.models.Encounter.save")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ dotted-path.path
import_string("emr.models.Encounter")
#             ^^^^^^^^^^^^^^^^^^^^^^ dotted-path.path
settings.patched("emr.models.Encounter")


def forwards(apps, schema_editor):
# <- historical.function
    pass


class Fill:
    def forwards(self, apps, schema_editor):
    # <- historical.function
        pass

    def method(self, apps, editor):
        pass

kind.app_label == "emr" and kind.model == "encounter"
#                 ^^^^^ content-type.app
#                                         ^^^^^^^^^^^ content-type.model
one._meta.app_label == "emr" and one._meta.model_name == "encounter"
#                      ^^^^^ content-type.app
#                                                        ^^^^^^^^^^^ content-type.model
kind.app_label == "emr" or kind.model == "encounter"
kind.app_label != "emr" and kind.model == "encounter"
app_label == "emr" and model_name == "encounter"
