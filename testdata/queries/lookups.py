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
apps.get_model(label)
apps.get_models("emr.Encounter")


@receiver(post_save, sender="emr.Encounter")
#                           ^^^^^^^^^^^^^^^ sender.label
def saved(sender, **kwargs):
    post_save.connect(saved, sender=Encounter)


ContentType.objects.get(app_label="emr", model="encounter")
#                                 ^^^^^ content-type.app
#                                              ^^^^^^^^^^^ content-type.model
Permission.objects.filter(content_type__model="encounter", content_type__app_label="emr")
#                                             ^^^^^^^^^^^ content-type.model
#                                                                                  ^^^^^ content-type.app
limit_choices_to = {"app_label": "emr", "model": "encounter"}
#                                ^^^^^ content-type.app
#                                                ^^^^^^^^^^^ content-type.model
ContentType.objects.get_by_natural_key("emr", "encounter")
#                                      ^^^^^ content-type.app
#                                             ^^^^^^^^^^^ content-type.model
Field(app_label="emr", name="encounter")

user.has_perm("emr.view_encounter")
#             ^^^^^^^^^^^^^^^^^^^^ permission.permission
user.has_perms(["emr.view_encounter", "emr.add_encounter"])
#               ^^^^^^^^^^^^^^^^^^^^ permission.permission
#                                     ^^^^^^^^^^^^^^^^^^^ permission.permission
has_permission("emr.view_encounter")


class View(PermissionRequiredMixin):
    permission_required = "emr.view_encounter"
    #                     ^^^^^^^^^^^^^^^^^^^^ permission.permission


class Other(PermissionRequiredMixin):
    permission_required = ("emr.view_encounter",)
    #                      ^^^^^^^^^^^^^^^^^^^^ permission.permission


mock.patch("emr.models.Encounter.save")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ dotted-path.path
import_string("emr.models.Encounter")
#             ^^^^^^^^^^^^^^^^^^^^^^ dotted-path.path
settings.patched("emr.models.Encounter")
