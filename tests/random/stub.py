"""As much of Django as random modules need: a registry by label, and fields that are anything."""

import importlib
import sys
import types


class Anything:
    """A field, a constraint, a value: whatever it is made of."""

    def __init__(self, *args, **kwargs):
        self.marker = args[0] if args else None


class Manager:
    marker = "manager"


class TextChoices:
    marker = "choices"


class Apps:
    """`django.apps.apps`"""

    def __init__(self, labels):
        self.labels, self.models = labels, {}

    def label_of(self, module):
        packages = [one for one in self.labels if f"{module}.".startswith(f"{one}.")]
        return self.labels[max(packages, key=len)] if packages else None

    def get_model(self, app_label, model_name=None):
        if model_name is None:
            app_label, model_name = app_label.split(".")
        return self.models[app_label, model_name.lower()]

    def get_app_config(self, app_label):
        config = types.SimpleNamespace()
        config.get_model = lambda name: self.get_model(app_label, name)
        return config


def import_string(path):
    module, name = path.rsplit(".", 1)
    return getattr(importlib.import_module(module), name)


def install(labels):
    """Puts the stub where `import django` finds it."""
    apps = Apps(labels)

    class ModelBase(type):
        def __init__(cls, name, bases, body):
            super().__init__(name, bases, body)
            cls.marker = name
            if bases:
                apps.models[apps.label_of(cls.__module__), name.lower()] = cls

    class Model(metaclass=ModelBase):
        pass

    models = module("django.db.models", Model=Model, Manager=Manager, TextChoices=TextChoices)
    models.__getattr__ = lambda name: Anything
    module("django")
    module("django.apps", apps=apps, AppConfig=object)
    module("django.db", models=models)
    module("django.utils")
    module("django.utils.module_loading", import_string=import_string)


def module(name, **names):
    made = types.ModuleType(name)
    vars(made).update(names)
    made.__path__ = []
    sys.modules[name] = made
    return made
