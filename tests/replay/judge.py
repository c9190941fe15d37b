"""Compares models that were replayed from text with the state that Django's loader has.

    judge.py apps                       the installed apps: label and module
    judge.py compare DIR LABEL,LABEL    DIR/app.model.py against Django, for every model of these apps

A replayed model is a migration whose one operation creates it. Two states are the same where their
names, bases, managers, options, and fields in their order are, each as the autodetector takes it
apart.
"""

import importlib.util
import pathlib
import sys

from unittest.mock import MagicMock

sys.path.insert(0, "")
if not any(importlib.util.find_spec(name) for name in ("psycopg", "psycopg2")):
    # contrib.postgres asks for a driver before it lets its operations be imported.
    for name in ("psycopg2", "psycopg2.errors", "psycopg2.extensions", "psycopg2.extras", "psycopg2.sql"):
        sys.modules[name] = MagicMock()

import django
from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

# Options that say nothing where they are None or empty.
OF_NO_VALUE = {
    "db_table",
    "db_table_comment",
    "db_tablespace",
    "index_together",
    "order_with_respect_to",
    "unique_together",
}


def main(command, *arguments):
    django.setup()
    if command == "apps":
        for config in apps.get_app_configs():
            print("app", config.label, config.name)
        return
    directory, labels = pathlib.Path(arguments[0]), arguments[1].split(",")
    refused = set((directory / "refused").read_text().split())
    state = MigrationLoader(None).project_state()
    wanted = {key: model for key, model in state.models.items() if key[0] in labels}
    for (label, name), theirs in sorted(wanted.items()):
        path = directory / f"{label}.{name}.py"
        if path.exists():
            verdict = differs(theirs, replayed(label, path)) or "same"
        elif f"{label}.{name}" in refused:
            verdict = "refused"
        else:
            verdict = "missing"
        print("model", f"{label}.{name}", verdict)
    for path in sorted(directory.glob("*.py")):
        if tuple(path.stem.split(".")) not in wanted:
            print("model", path.stem, "extra")


def replayed(label, path):
    spec = importlib.util.spec_from_file_location("replayed", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    state = ProjectState()
    for operation in module.Migration.operations:
        operation.state_forwards(label, state)
    (model,) = state.models.values()
    return model


def differs(theirs, ours):
    """What is different, or nothing."""
    for what, take in [
        ("name", lambda model: model.name),
        ("fields", lambda model: list(model.fields)),
        ("bases", lambda model: model.bases),
        ("managers", lambda model: [(name, taken(one.deconstruct())) for name, one in model.managers]),
        ("options", options),
    ]:
        if take(theirs) != take(ours):
            return f"different {what}: {take(theirs)!r} | {take(ours)!r}".replace("\n", " ")
    for name, field in theirs.fields.items():
        if not same(field, ours.fields[name]):
            both = f"{taken(field)!r} | {taken(ours.fields[name])!r}"
            return f"different field {name}: {both}".replace("\n", " ")
    return None


def same(theirs, ours):
    return taken(theirs) == taken(ours) or written(theirs) == written(ours)


def taken(value):
    return MigrationAutodetector(ProjectState(), ProjectState()).deep_deconstruct(value)


def written(value):
    try:
        return MigrationWriter.serialize(value)
    except ValueError as error:
        return error


def options(model):
    found = {}
    for name, value in model.options.items():
        if name in OF_NO_VALUE and not value:
            continue
        if name in ("unique_together", "index_together"):
            value = {tuple(names) for names in value}
        found[name] = taken(value)
    return found


main(*sys.argv[1:])
