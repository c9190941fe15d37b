"""What must hold after a move, asked of Django: the registry, migrations, content types, keys."""

import importlib
from collections import Counter

from django.apps import apps
from django.db import connections

from . import rows as filling
from .rows import Failure, database_of, every_row, is_relation, project_labels, project_models, target_of
from .snapshots import report


def verify(args):
    if len(args.old) != len(args.new):
        raise Failure("--old and --new need the same number of models")
    problems, moves = [], list(zip(args.old, args.new))
    for check in CHECKS:
        try:
            problems += check(moves, args)
        except Exception as error:  # whatever breaks while Django is asked is the answer
            problems.append("%s: %s: %s" % (check.__doc__, type(error).__name__, error))
    report(problems, "problem")
    return "verified: " + ", ".join("%s is %s" % move for move in moves)


def parts(label):
    app, name = label.split(".")
    return app, name.lower()


def check_registry(moves, args):
    """the app registry"""
    for old, new in moves:
        model = apps.get_model(new)  # its LookupError says what is wrong
        if model._meta.label.lower() != new.lower():
            yield "%s is %s" % (new, model._meta.label)
        if old.lower() == new.lower():
            continue
        try:
            apps.get_model(old)
            yield "%s is still in the app registry" % old
        except LookupError:
            pass


def importable(module):
    """A module below a package, of one below the label of an app."""
    label, _, rest = (module or "").partition(".")
    named = [config.name for config in apps.get_app_configs() if config.label == label]
    return ".".join([*named, rest]) if named else module


def check_modules(moves, args):
    """the model's modules"""
    args.old_module, args.new_module = map(importable, (args.old_module, args.new_module))
    model = apps.get_model(moves[0][1])
    for module in filter(None, (args.old_module, args.new_module)):
        found = getattr(importlib.import_module(module), model.__name__, None)
        if found is not model:
            yield "%s.%s is %r, not the model %s" % (module, model.__name__, found, moves[0][1])
    if args.new_module and model.__module__ != args.new_module:
        yield "%s is defined in %s, not in %s" % (moves[0][1], model.__module__, args.new_module)


def check_migrations(moves, args):
    """the migrations on disk"""
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.state import ProjectState

    for alias in connections:
        executor = MigrationExecutor(connections[alias])
        loader = executor.loader
        loader.check_consistent_history(connections[alias])
        conflicts = loader.detect_conflicts()
        for app, leaves in conflicts.items():
            yield "migrations of %s: several leaves: %s" % (app, ", ".join(sorted(leaves)))
        if conflicts:
            return
        for migration, _ in executor.migration_plan(loader.graph.leaf_nodes()):
            yield "migration %s is not applied to database %s" % (migration, alias)
    replayed, loaded = loader.project_state(), ProjectState.from_apps(apps)
    changes = MigrationAutodetector(replayed, loaded).changes(graph=loader.graph)
    for app in sorted(set(changes) & project_labels()):
        for operation in (o for migration in changes[app] for o in migration.operations):
            yield "makemigrations would write for %s: %s" % (app, operation.describe())
    # The autodetector does not look at bases.
    for key, model in loaded.models.items():
        found, wanted = parents(replayed.models.get(key)), parents(model)
        if found != wanted and key[0] in project_labels():
            yield "the bases of %s.%s are %s in the migrations, not %s" % (*key, found, wanted)
    # What migrate renders anyway, but only when it has something to do: bases that do not resolve.
    loader.project_state().apps  # noqa: B018


def parents(state):
    """The labels of the models that one inherits from."""
    return sorted(base.lower() for base in getattr(state, "bases", ()) if isinstance(base, str))


def check_content_types(moves, args):
    """the content types"""
    if not apps.is_installed("django.contrib.contenttypes"):
        return
    kinds = every_row(apps.get_model("contenttypes.ContentType"))
    for old, new in moves:
        for label, wanted in ((old, 0), (new, 1)):
            app, name = parts(label)
            if parts(old) == parts(new):
                wanted = 1
            count = kinds.filter(app_label=app, model=name).count()
            if count != wanted:
                yield "there are %d content types of %s, not %d" % (count, label, wanted)
    for kind in kinds.filter(app_label__in=project_labels()):
        if kind.model_class() is None:
            yield "content type %s (%s.%s) is of no model" % (kind.pk, kind.app_label, kind.model)


def check_permissions(moves, args):
    """the permissions"""
    if not apps.is_installed("django.contrib.auth"):
        return
    Permission = apps.get_model("auth.Permission")
    granted = set()
    for old, new in moves:
        wanted = permission_names(apps.get_model(new)._meta)
        found = Counter()
        for app, name in {parts(old), parts(new)}:
            here = every_row(Permission).filter(content_type__app_label=app, content_type__model=name)
            found.update(here.values_list("codename", flat=True))
            granted |= {p.pk for p in here if holders(p)}
        for codename in sorted({*wanted, *found}):
            if found[codename] != 1 or codename not in wanted:
                one = "1 wanted" if codename in wanted else "but the model has no such permission"
                yield "permission %s of %s: %d rows, %s" % (codename, new, found[codename], one)
    if not granted:
        yield "no permission of a moved model is granted, so nothing is proven: run fill before the move"
    for permission in every_row(Permission).select_related("content_type"):
        yield from unresolved_grants(permission)


def permission_names(meta):
    from django.contrib.auth import get_permission_codename

    default = {get_permission_codename(action, meta) for action in meta.default_permissions}
    return default | {name for name, _ in meta.permissions}


def holders(permission):
    return [*permission.group_set.all(), *(permission.user_set.all() if hasattr(permission, "user_set") else ())]


def unresolved_grants(permission):
    string = "%s.%s" % (permission.content_type.app_label, permission.codename)
    for holder in holders(permission):
        if permission.content_type.model_class() is None:
            yield "%r holds %s, which is of no model" % (holder, string)
        elif getattr(holder, "is_active", False) and not holder.has_perm(string):
            yield "%r holds %s, but has_perm says no" % (holder, string)


def check_foreign_keys(moves, args):
    """the foreign key constraints"""
    for model in project_models():
        connection = connections[database_of(model)]
        with connection.cursor() as cursor:
            constraints = connection.introspection.get_constraints(cursor, model._meta.db_table)
        for field in filter(is_relation, model._meta.local_concrete_fields):
            found = [c["foreign_key"] for c in constraints.values() if c["columns"] == [field.column]]
            found = [tuple(end) for end in found if end]
            has_one = field.db_constraint and connection.features.supports_foreign_keys
            wanted = [(target_of(field)._meta.db_table, field.target_field.column)] if has_one else []
            if found != wanted:
                at = [", ".join("%s.%s" % end for end in ends) or "no table" for ends in (found, wanted)]
                column = "%s.%s" % (model._meta.db_table, field.column)
                yield "the constraint of %s (%s) points at %s, not at %s" % (field, column, *at)


def check_keys(moves, args):
    """a new row in every table"""
    if args.fresh_keys:
        yield from filling.fresh_keys(apps.get_model(moves[0][1]), args.fresh_keys == "unused")


# The doc of each says what broke where Django itself raises.
CHECKS = [
    check_registry,
    check_modules,
    check_migrations,
    check_content_types,
    check_permissions,
    check_foreign_keys,
    check_keys,
]
