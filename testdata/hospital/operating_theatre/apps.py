from django.apps import AppConfig


class OperatingTheatreConfig(AppConfig):
    name = "operating_theatre"
    verbose_name = "Operating theatre"
