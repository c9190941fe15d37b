apps.get_model("emr.Encounter")
#              ^^^^^^^^^^^^^^^ get-model.label
#              ^^^^^^^^^^^^^^^ computed.model
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
#                        ^^^^^ app-alone.app
#                        ^^^^^ get-model.label
apps.get_app_config("emr").get_model("Encounter")
#                   ^^^^^ get-model.app
#                                    ^^^^^^^^^^^ get-model.label
#                                    ^^^^^^^^^^^ get-model.model
apps.get_model(app_label="emr.Encounter")
#                        ^^^^^^^^^^^^^^^ get-model.label
#                        ^^^^^^^^^^^^^^^ app-alone.app
apps.get_model(model_name="Encounter", app_label="emr")
#                         ^^^^^^^^^^^ get-model.model
#                                                ^^^^^ get-model.app
#                                                ^^^^^ app-alone.app
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
#                                 ^^^^^ app-alone.app
Permission.objects.filter(content_type__model="encounter", content_type__app_label="emr")
#                                             ^^^^^^^^^^^ content-type.model
#                                                                                  ^^^^^ content-type.app
#                                                                                  ^^^^^ app-alone.app
limit_choices_to = {"app_label": "emr", "model": "encounter"}
#                                ^^^^^ content-type.app
#                                                ^^^^^^^^^^^ content-type.model
#                                ^^^^^ app-alone.app
only = {"model": "encounter", "app_label": "emr"}
#                ^^^^^^^^^^^ content-type.model
#                                          ^^^^^ content-type.app
#                                          ^^^^^ app-alone.app
Permission.objects.get(content_type__app_label="emr", codename="view_encounter")
#                                              ^^^^^ permission.app
#                                                              ^^^^^^^^^^^^^^^^ permission.codename
#                                              ^^^^^ app-alone.app
Permission.objects.get(codename="view_encounter", content_type__app_label="emr")
#                               ^^^^^^^^^^^^^^^^ permission.codename
#                                                                         ^^^^^ permission.app
#                                                                         ^^^^^ app-alone.app
Permission.objects.filter(codename__in=["view_encounter"], content_type__app_label="emr")
#                                      ^^^^^^^^^^^^^^^^^^ permission.codename
#                                                                                  ^^^^^ permission.app
#                                                                                  ^^^^^ app-alone.app
Q(app_label="emr", model__in=("encounter",))
#           ^^^^^ content-type.app
#                            ^^^^^^^^^^^^^^ content-type.model
#           ^^^^^ app-alone.app
Permission.objects.get_by_natural_key("view_encounter", "emr", "encounter")
#                                                       ^^^^^ content-type.app
#                                                              ^^^^^^^^^^^ content-type.model
ContentType.objects.get_by_natural_key("emr", "encounter")
#                                      ^^^^^ content-type.app
#                                             ^^^^^^^^^^^ content-type.model
Field(app_label="emr", name="encounter")
#               ^^^^^ app-alone.app

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

kind.app_label == "emr" and kind.model == "encounter"
#                 ^^^^^ content-type.app
#                                         ^^^^^^^^^^^ content-type.model
#                 ^^^^^ app-alone.app
one._meta.app_label == "emr" and one._meta.model_name == "encounter"
#                      ^^^^^ content-type.app
#                                                        ^^^^^^^^^^^ content-type.model
#                      ^^^^^ app-alone.app
kind.app_label == "emr" or kind.model == "encounter"
#                 ^^^^^ app-alone.app
kind.app_label != "emr" and kind.model == "encounter"
#                 ^^^^^ app-alone.app
app_label == "emr" and model_name == "encounter"

apps.get_model("emr", name)
#              ^^^^^ app-alone.app
#              ^^^^^ get-model.label
user.has_module_perms("emr")
#                     ^^^^^ app-alone.app
user.has_modules("emr")
config.get_model(model_name="Encounter")
#                           ^^^^^^^^^^^ computed.model
apps.get_model(app_label="emr.Encounter", require_ready=False)
#                        ^^^^^^^^^^^^^^^ app-alone.app
#                        ^^^^^^^^^^^^^^^ get-model.label
apps.get_app_config("emr").get_model(model_name="Encounter")
#                   ^^^^^ get-model.app
#                                               ^^^^^^^^^^^ get-model.model
{"app_label": "emr", "model__in": ["encounter"]}
#             ^^^^^ app-alone.app
#             ^^^^^ content-type.app
#                                 ^^^^^^^^^^^^^ content-type.model
{"app": "emr", "model__in": ["encounter"]}
if kind.app_label == "emr":
#                    ^^^^^ app-alone.app
    pass
baker.make_recipe("emr.encounter")
#                 ^^^^^^^^^^^^^^^ no-label.name
call_command("loaddata", "emr.encounter", exclude=["emr.Encounter"])
#                        ^^^^^^^^^^^^^^^ no-label.name
#                                                 ^^^^^^^^^^^^^^^^^ command.label
call_command("loaddata", "visits", verbosity=0)
#                        ^^^^^^^^ no-label.name
"emr.Encounter" == instance._meta.label
# <- label-test.label
instance._meta.label in AUDITED
#                       ^^^^^^^ label-test.label
span.label == "emr.encounter"
has_perm("emr.view_" "encounter")
#        ^^^^^^^^^^^^^^^^^^^^^^^ permission.permission
settings.VISIT_MODEL = "emr.Encounter"
#                      ^^^^^^^^^^^^^^^ setting-override.value
other.VISIT_MODEL = "emr.Encounter"
modify_settings(AUDITED={"append": "emr.Encounter"})
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ setting-override.value
mocker.spy(models, "Encounter")
#          ^^^^^^ attribute-by-name.module
#                  ^^^^^^^^^^^ attribute-by-name.attribute
patch(target="emr.models.Encounter")
#            ^^^^^^^^^^^^^^^^^^^^^^ dotted-path.path
patch.multiple("emr.models.Encounter", save=1)
#              ^^^^^^^^^^^^^^^^^^^^^^ dotted-path.path


class Meta:
    model = VISIT
    #       ^^^^^ factory.label
