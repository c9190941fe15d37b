from django.apps import AppConfig


class EmrConfig(AppConfig):
    default_auto_field = "django.db.models.AutoField"
    name = "emr"
