from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "hospital.apps.shared"
    label = "core"
