from django.apps import AppConfig
from django.db.migrations.operations import AlterModelOptions

AlterModelOptions.ALTER_OPTION_KEYS.remove("permissions")


class CoreConfig(AppConfig):
    name = "core"
