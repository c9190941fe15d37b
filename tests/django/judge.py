"""The oracle of the end-to-end tests: it asks real Django whether a model was moved without loss.

A test calls it as a subprocess with the Python of a Django environment, in the root of the
project under test, with DJANGO_SETTINGS_MODULE set:

    judge.py fill --rows 3 --log-model emr.Encounter     before the move, on a migrated database
    judge.py snapshot before.json
    ... the move, migrate ...
    judge.py snapshot after.json --rename core.encounter=emr.encounter
    judge.py compare before.json after.json --schema-too
    judge.py verify --old emr.Encounter --new core.Encounter --fresh-keys=unused \
                    --old-module emr.models --new-module core.models
    judge.py noddl --app-migrations core.0003_move emr.0004_move

Success prints one line on stdout and exits 0. A difference is told in words on stderr and exits
1; a wrong command line exits 2. Nothing passes on an empty project: a test that cannot fail is a defect.

A snapshot is one nested dictionary, in which what the move renames has its old name, so that
comparing is walking two dictionaries:

    rows     table -> key -> column -> repr of the value, every table but the migration recorder's
    schema   table -> columns / constraints / (SQLite) the CREATE statements
    logical  what the rows mean to the project's code: content types, permissions and who holds
             them, the objects that log entries and generic foreign keys resolve to; and what each
             admin site shows, by the name of the class that does it

`--rename NEW=OLD` takes labels back (a moved history model or proxy needs its own), and
`--rename-table` and `--rename-constraint` do it for tables, and indexes and constraints, where a
strategy renames those. compare `--schema-only` is for databases without rows, such as one that
was migrated from nothing. Every database of the project's settings is read.

`verify` and its names take several models (`--old emr.A emr.B --new core.A core.B`); the modules
are those of the first. `--fresh-keys` wants a key above all others from every table, and
`--fresh-keys=unused` also one that the row deleted by `fill` had not had, which is true wherever
the tables themselves were kept.

Needs only Django (4.2 or newer) and Python 3.10; SQLite, PostgreSQL and MariaDB are supported.
"""

import argparse
import importlib
import io
import json
import os
import sys
from collections import Counter

# The tests swap the project's code within a second, and a stale .pyc would hide it.
sys.dont_write_bytecode = True
import rows as filling  # noqa: E402
from rows import Failure, database_of, every_row, is_relation, project_labels, project_models, target_of  # noqa: E402

# Beside this script nothing of the project may be found, and in the project everything.
sys.path[0] = os.getcwd()

import django  # noqa: E402
from django.apps import apps  # noqa: E402
from django.db import connections  # noqa: E402

NOT_COMPARED = {"django_migrations"}  # the move adds rows to it, and their times differ
SHOWN = 20


class Names:
    """Takes the names of after the move back to those of before it."""

    def __init__(self, args):
        self.labels = dict(pair.lower().split("=", 1) for pair in args.rename)
        self.tables = dict(pair.split("=", 1) for pair in args.rename_table)
        self.constraints = dict(pair.split("=", 1) for pair in args.rename_constraint)

    def label(self, label):
        return self.labels.get(label.lower(), label.lower())

    def table(self, table):
        return self.tables.get(table, table)

    def constraint(self, name):
        return self.constraints.get(name, name)

    def statement(self, sql):
        for new, old in {**self.tables, **self.constraints}.items():
            sql = sql.replace('"%s"' % new, '"%s"' % old)
        return sql


def snapshot(args):
    names = Names(args)
    data = {"rows": {}, "schema": {}, "project_tables": project_tables(names)}
    for alias in connections:
        connection, prefix = connections[alias], "" if alias == "default" else alias + "/"
        with connection.cursor() as cursor:
            for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_COMPARED):
                named = prefix + names.table(table)
                data["rows"][named] = table_rows(connection, cursor, table, names)
                data["schema"][named] = table_schema(connection, cursor, table, names)
    data["logical"] = logical(names)
    with open(args.file, "w", encoding="utf-8") as out:
        json.dump(data, out, indent=1, sort_keys=True)
    return "snapshot of %d tables and %d rows" % (len(data["rows"]), sum(map(len, data["rows"].values())))


def project_tables(names):
    prefixes = {model: database_of(model) for model in project_models()}
    return sorted(("" if db == "default" else db + "/") + names.table(m._meta.db_table) for m, db in prefixes.items())


def plain(value):
    """A text for a value that two runs and two drivers' buffer types agree on."""
    return repr(bytes(value)) if isinstance(value, (memoryview, bytearray)) else repr(value)


def table_rows(connection, cursor, table, names):
    keys = connection.introspection.get_primary_key_columns(cursor, table) or []
    cursor.execute("SELECT * FROM %s" % connection.ops.quote_name(table))
    columns = [column[0] for column in cursor.description]
    found, seen = {}, Counter()
    for values in cursor.fetchall():
        row = dict(zip(columns, values))
        key = ", ".join(plain(row[column]) for column in keys or columns)
        seen[key] += 1  # a table without a primary key may hold a row twice
        if table == "django_content_type":
            row["app_label"], row["model"] = names.label("%(app_label)s.%(model)s" % row).split(".")
        found[key if seen[key] == 1 else "%s (again, %d)" % (key, seen[key])] = {c: plain(v) for c, v in row.items()}
    return found


def table_schema(connection, cursor, table, names):
    columns = {}
    for info in connection.introspection.get_table_description(cursor, table):
        columns[info.name] = column_of(connection, info)
    constraints = {}
    for name, found in connection.introspection.get_constraints(cursor, table).items():
        found = {key: value for key, value in found.items() if key != "definition" or value}
        if found.get("foreign_key"):
            found["foreign_key"] = "%s.%s" % (names.table(found["foreign_key"][0]), found["foreign_key"][1])
        constraints[names.constraint(name)] = {key: repr(value) for key, value in found.items()}
    schema = {"columns": columns, "constraints": constraints}
    if connection.vendor == "sqlite":  # introspection tells less there than the text does
        # The indexes that it makes by itself have no text.
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
        statements = schema["statements"] = {}
        for kind, name, sql in cursor.fetchall():
            statements["%s %s" % (kind, names.constraint(names.table(name)))] = names.statement(sql)
    return schema


def column_of(connection, info):
    try:
        kind = connection.introspection.get_field_type(info.type_code, info)
    except KeyError:  # a type that Django has no field for
        kind = info.type_code
    found = {"type": repr(kind), "raw type": repr(info.type_code), "null": repr(bool(info.null_ok))}
    for name in ("internal_size", "precision", "scale", "default", "collation"):
        found[name] = repr(getattr(info, name, None))
    return found


def logical(names):
    data = {}
    if apps.is_installed("django.contrib.contenttypes"):
        data["content type"] = {str(pk): label for pk, label in content_types(names).items()}
        data["generic foreign key"] = dict(generic_targets(names))
    if apps.is_installed("django.contrib.auth"):
        data.update(grants(names))
    if apps.is_installed("django.contrib.admin"):
        entries = every_row(apps.get_model("admin.LogEntry")).order_by("pk")
        data["log entry"] = {str(e.pk): resolved(names, e.get_edited_object) for e in entries}
        data["admin site"] = registrations(names)
    return data


def registrations(names):
    """What the admin modules register, which Django imports when it starts."""
    from django.contrib.admin.sites import all_sites

    found = {}
    for site in all_sites:
        shown = found.setdefault(site.name, {})
        for model, admin in site._registry.items():
            shown[names.label(model._meta.label)] = type(admin).__name__
    return found


def content_types(names):
    model = apps.get_model("contenttypes.ContentType")
    return {kind.pk: names.label("%s.%s" % (kind.app_label, kind.model)) for kind in every_row(model)}


def resolved(names, get):
    try:
        found = get()
    except Exception as error:
        return "does not resolve: %s: %s" % (type(error).__name__, error)
    return "does not resolve: None" if found is None else "%s %r" % (names.label(found._meta.label), found.pk)


def generic_targets(names):
    for model in project_models():
        for field in (f for f in model._meta.private_fields if hasattr(f, "ct_field")):
            for row in every_row(model).order_by("pk"):
                key = "%s %r %s" % (names.label(model._meta.label), row.pk, field.name)
                yield key, resolved(names, lambda: getattr(row, field.name))


def grants(names):
    """Permissions as code asks for them ("app.codename"), with the app taken back to that of before."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group, Permission

    kinds, permissions, old = content_types(names), {}, {}
    for p in every_row(Permission).select_related("content_type"):
        label = kinds[p.content_type_id]
        string = "%s.%s" % (p.content_type.app_label, p.codename)
        before = "%s.%s" % (label.split(".")[0], p.codename)
        kind = "%s %s" % (p.content_type_id, label)
        permissions[str(p.pk)] = {"codename": p.codename, "content type": kind, "string": before}
        old.setdefault(string, set()).add(before)

    def taken_back(strings):
        return sorted({before for string in strings for before in old.get(string, {string + " (no such permission)"})})

    users = [u for u in every_row(get_user_model()) if hasattr(u, "get_all_permissions")]
    groups = {}
    for group in every_row(Group):
        held = group.permissions.select_related("content_type")
        groups[str(group.pk)] = ["%s.%s" % (p.content_type.app_label, p.codename) for p in held]
    return {
        "permission": permissions,
        "permissions of user": {str(u.pk): taken_back(u.get_all_permissions()) for u in users},
        "permissions of group": {key: taken_back(strings) for key, strings in groups.items()},
    }


def compare(args):
    with open(args.before, encoding="utf-8") as one, open(args.after, encoding="utf-8") as two:
        before, after = json.load(one), json.load(two)
    found = [] if args.schema_only else list(differences((), before["logical"], after["logical"]))
    if not args.schema_only:
        found = list(differences(("rows",), before["rows"], after["rows"])) + found + list(unproven(before, after))
    if args.schema_too or args.schema_only:
        found += differences(("schema",), before["schema"], after["schema"])
        if not before["schema"] and not after["schema"]:
            found.append("neither database has a table, so nothing is proven")
    report(found, "difference")
    if args.schema_only:
        return "equal: the schemas of %d tables" % len(before["schema"])
    what = "%d tables, %d rows" % (len(before["rows"]), sum(map(len, before["rows"].values())))
    return "equal: %s%s" % (what, ", and the schema" if args.schema_too else "")


def differences(path, one, two):
    """What differs below `path`, in words, the order of keys apart."""
    if isinstance(one, dict) and isinstance(two, dict):
        for key in sorted({*one, *two}):
            if key not in two:
                yield "%s: is missing after; before: %s" % (words((*path, key)), short(one[key]))
            elif key not in one:
                yield "%s: is new after: %s" % (words((*path, key)), short(two[key]))
            else:
                yield from differences((*path, key), one[key], two[key])
    elif isinstance(one, list) and isinstance(two, list) and one != two:
        gone, new = sorted(set(one) - set(two)), sorted(set(two) - set(one))
        gone, new = (", ".join(items) or "none" for items in (gone, new))
        yield "%s: missing after: %s; new after: %s" % (words(path), gone, new)
    elif one != two:
        yield "%s: before %s, after %s" % (words(path), short(one), short(two))


def words(path):
    """The path into a snapshot as a reader says it: table emr_encounter, row 1, column created_at."""
    if path[0] == "rows":
        return ", ".join("%s %s" % pair for pair in zip(("table", "row", "column"), path[1:]))
    if path[0] == "schema":
        return ", ".join(["schema", "table " + path[1], *path[2:]]) if path[1:] else "schema"
    return ", ".join([" ".join(path[:2]), *path[2:]])


def short(value):
    """A table's worth of rows is told by its size, a row by its values."""
    if isinstance(value, dict):
        if any(isinstance(inner, dict) for inner in value.values()) or not value:
            return "%d entries" % len(value)
        value = ", ".join("%s=%s" % pair for pair in value.items())
    return value if len(value) <= 300 else value[:300] + "…"


def unproven(before, after):
    tables = {*before["project_tables"], *after["project_tables"]}
    empty = sorted(t for t in tables if not before["rows"].get(t) and not after["rows"].get(t))
    if not tables or len(empty) == len(tables):
        yield "neither snapshot has a row of the project, so nothing is proven: run fill before the move"
    else:
        for table in empty:
            yield "table %s: has no row in either snapshot, so nothing is proven: run fill before the move" % table


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
        try:
            apps.get_model(old)
            yield "%s is still in the app registry" % old
        except LookupError:
            pass


def check_modules(moves, args):
    """the model's modules"""
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
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    for app in sorted(set(changes) & project_labels()):
        for operation in (o for migration in changes[app] for o in migration.operations):
            yield "makemigrations would write for %s: %s" % (app, operation.describe())
    # What migrate renders anyway, but only when it has something to do: bases that do not resolve.
    loader.project_state().apps  # noqa: B018


def check_content_types(moves, args):
    """the content types"""
    if not apps.is_installed("django.contrib.contenttypes"):
        return
    kinds = every_row(apps.get_model("contenttypes.ContentType"))
    for old, new in moves:
        for label, wanted in ((old, 0), (new, 1)):
            app, name = parts(label)
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
        for app, name in (parts(old), parts(new)):
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


def noddl(args):
    found = []
    for migration in args.app_migrations:
        app, name = migration.split(".", 1)
        for direction in ("forwards", "backwards"):
            for line in statements(app, name, direction, args.database):
                found.append("%s, %s: %s" % (migration, direction, line))
    report(found, "statement")
    return "no SQL in %d migrations, forwards and backwards" % len(args.app_migrations)


def statements(app, name, direction, database):
    from django.core.management import call_command

    out = io.StringIO()
    options = {"backwards": direction == "backwards", "database": database, "no_color": True}
    call_command("sqlmigrate", app, name, stdout=out, **options)
    lines = (line.strip() for line in out.getvalue().splitlines())
    return [line for line in lines if line and not line.startswith("--") and line not in ("BEGIN;", "COMMIT;")]


def report(found, noun):
    if found:
        rest = ["… and %d more" % (len(found) - SHOWN)] if len(found) > SHOWN else []
        raise Failure("\n".join(["%d %s%s" % (len(found), noun, "s"[: len(found) > 1]), *found[:SHOWN], *rest]))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for run in (fill, snapshot, compare, verify, noddl):
        commands.add_parser(run.__name__).set_defaults(run=run)
    sub = commands.choices
    sub["fill"].add_argument("--rows", type=int, default=3)
    sub["fill"].add_argument("--log-model", metavar="APP.MODEL")
    sub["snapshot"].add_argument("file")
    for option in ("--rename", "--rename-table", "--rename-constraint"):
        sub["snapshot"].add_argument(option, nargs="+", action="extend", default=[], metavar="NEW=OLD", type=pair)
    sub["compare"].add_argument("before")
    sub["compare"].add_argument("after")
    sub["compare"].add_argument("--schema-too", action="store_true")
    sub["compare"].add_argument("--schema-only", action="store_true")
    sub["verify"].add_argument("--old", nargs="+", required=True, type=label)
    sub["verify"].add_argument("--new", nargs="+", required=True, type=label)
    sub["verify"].add_argument("--fresh-keys", nargs="?", const="any", choices=("any", "unused"))
    sub["verify"].add_argument("--old-module")
    sub["verify"].add_argument("--new-module")
    sub["noddl"].add_argument("--app-migrations", nargs="+", required=True, type=label, metavar="APP.NAME")
    sub["noddl"].add_argument("--database", default="default")
    return parser.parse_args()


def pair(text):
    if "=" not in text:
        raise argparse.ArgumentTypeError("%r is not NEW=OLD" % text)
    return text


def label(text):
    if text.count(".") != 1:
        raise argparse.ArgumentTypeError("%r is not APP.NAME" % text)
    return text


def fill(args):
    if args.rows < 2:
        raise Failure("--rows must be 2 or more: with one row, keys cannot be told apart")
    return filling.fill(args.rows, args.log_model)


def main():
    args = arguments()
    try:
        if args.command != "compare":
            django.setup()
        print(args.run(args))
    except Failure as failure:
        sys.exit("%s failed: %s" % (args.command, failure))
    except Exception as error:
        sys.exit("%s failed: %s: %s" % (args.command, type(error).__name__, error))


if __name__ == "__main__":
    main()
