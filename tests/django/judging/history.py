"""The migrations of a project before and after: forwards, back, from nothing, squashed."""

import importlib
import json
import os

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.test.utils import get_runner

from .rows import Failure

SQUASHED = "squashed_by_the_judge"
QUIET = {"verbosity": 0, "interactive": False}


def remember(path):
    """What a later process asks for, whose project has more migrations."""
    loader = MigrationLoader(None)
    known = sorted(".".join(key) for key in loader.disk_migrations)
    leaves = {app: name for app, name in loader.graph.leaf_nodes()}
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"known": known, "leaves": leaves}, out)
    return "remembered %d migrations" % len(known)


def remembered(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def new_migrations(path):
    """The migrations of the move, `app.name`, in the order of their apps and numbers."""
    known = set(remembered(path)["known"])
    named = (".".join(key) for key in MigrationLoader(None).disk_migrations)
    return sorted(name for name in named if name not in known and not name.endswith(SQUASHED))


def migrate(app=None, name=None):
    for alias in connections:
        call_command("migrate", *filter(None, (app, name)), database=alias, **QUIET)


def back(path, apps):
    """Every app that the move wrote for, or those named, as they were before the move."""
    wrote = list(dict.fromkeys(name.split(".")[0] for name in new_migrations(path)))
    if not wrote:
        raise Failure("the move wrote no migration")
    leaves = remembered(path)["leaves"]
    for app in [app for app in apps if app in wrote] if apps else wrote:
        migrate(app, leaves.get(app, "zero"))


class TestDatabase:
    """The database of Django's test runner: made from nothing by every migration."""

    made = None

    @classmethod
    def up(cls):
        cls.made = get_runner(settings)(**QUIET)
        cls.old = cls.made.setup_databases()

    @classmethod
    def down(cls):
        cls.made.teardown_databases(cls.old)
        connections.close_all()  # one in memory is kept open by all that closes it under its own name


def squash(path):
    """Squashes what the move wrote, and leaves the files there for what is asked next.

    One by one: other apps of the move are ordered between two of the same app, and squashing those
    into one would be a cycle.
    """
    migrations = new_migrations(path)
    for app, name in (migration.split(".") for migration in migrations):
        with open(os.devnull, "w") as nothing:
            call_command("squashmigrations", app, name, name, stdout=nothing, squashed_name=SQUASHED, **QUIET)
    importlib.invalidate_caches()
    written = [key for key in MigrationLoader(None).disk_migrations if key[1].endswith(SQUASHED)]
    if len(written) != len(migrations):
        raise Failure("%d squashed migrations for %d" % (len(written), len(migrations)))
    return "squashed %d migrations" % len(migrations)
