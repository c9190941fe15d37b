from django.apps import AppConfig


class InpatientsConfig(AppConfig):
    name = "inpatients"
    verbose_name = "Inpatients"
