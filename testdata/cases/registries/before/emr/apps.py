from django.apps import AppConfig


class EmrConfig(AppConfig):
    name = "emr"

    def ready(self):
        self.get_model("Encounter")
        self.get_model("VitalSigns")
