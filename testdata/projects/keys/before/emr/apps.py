from django.apps import AppConfig


class EmrConfig(AppConfig):
    name = "emr"
    default_auto_field = "django.db.models.AutoField"
