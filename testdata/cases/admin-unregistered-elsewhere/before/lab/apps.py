from django.apps import AppConfig


class Lab(AppConfig):
    name = "lab"
