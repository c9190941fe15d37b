from django.apps import apps

LABEL = "emr.Encounter"
APP = "emr"


class Labels:
    VISIT = "emr.Encounter"
    SIGNS = "emr.VitalSigns"


def f(app, config):
    apps.get_model("emr", "Encounter")
    apps.get_model("emr", model_name="ENCOUNTER")
    apps.get_model(app_label="emr", model_name="encounter")
    apps.get_model(model_name="Encounter", app_label="emr")
    apps.get_model(app_label="emr.Encounter")
    apps.get_model("emr.eNCOUNTER", require_ready=False)
    apps.get_model(LABEL)
    apps.get_model(Labels.VISIT)
    apps.get_model(Labels.SIGNS)
    apps.get_app_config("emr").get_model("Encounter")
    apps.get_app_config("emr").get_model("VitalSigns")
    apps.get_model("EMR.Encounter")
    apps.get_model("emr", "VitalSigns")
    apps.get_model("lab", "Encounter")
    config.get_model("VitalSigns")
    config.get_model("Encounter")
    apps.get_model(APP, "Encounter")
    apps.get_model(f"{app}.Encounter")
    apps.get_model(f"emr.{app}")
    apps.get_model("emr." + app)
