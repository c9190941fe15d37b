"""Snapshots of a database, and what differs between two of them.

A snapshot is one nested dictionary, in which what the move renames has its old name, so that
comparing is walking two dictionaries:

    rows     table -> key -> column -> repr of the value, every table but the migration recorder's
    schema   table -> columns / constraints / (SQLite) the CREATE statements
    logical  what the rows mean to the project's code: content types, permissions and who holds
             them, the objects that log entries and generic foreign keys resolve to; and what each
             admin site shows, by the name of the class that does it
    models   label -> its tables, indexes and constraints, for those that look at a later snapshot
"""

import json
import re
from collections import Counter

from django.apps import apps
from django.db import connections

from .rows import Failure, database_of, every_row, project_models

NOT_COMPARED = {"django_migrations"}  # the move adds rows to it, and their times differ
SHOWN = 20


class Names:
    """Takes the names of after the move back to those of before it."""

    def __init__(self, labels, since, moved):
        self.labels = dict(pair.lower().split("=", 1) for pair in labels)
        self.tables, self.constraints = {}, {}
        for label, now in models_as_named().items():
            before = since.get(self.label(label), now) if label in self.labels else now
            self.tables.update(zip(now["tables"], before["tables"]))
            self.constraints.update(zip(now["constraints"], before["constraints"]))
        self.tables = {new: old for new, old in self.tables.items() if new != old}
        self.constraints = {new: old for new, old in self.constraints.items() if new != old}
        renamed = {**self.tables, **self.constraints}
        if renamed and moved in ("keep", "code"):
            raise Failure("%s names anew what keeps its name: %s" % (moved, renamed))

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


def models_as_named():
    """label -> the model's own table and those of its many-to-many fields, its indexes and constraints."""
    found = {}
    for model in apps.get_models():
        meta = model._meta
        through = [f.remote_field.through for f in meta.local_many_to_many]
        # A proxy has the table of its parent, and the parent's name is the one that counts.
        own = [] if meta.proxy else [meta.db_table]
        tables = [*own, *(t._meta.db_table for t in through if t._meta.auto_created)]
        named = [one.name for one in [*meta.indexes, *meta.constraints]]
        found[meta.label.lower()] = {"tables": tables, "constraints": named}
    return found


def snapshot(args, note):
    since = {}
    if args.since:
        with open(note(args.since), encoding="utf-8") as file:
            since = json.load(file)["models"]
    names = Names(args.rename, since, args.moved)
    data = {"rows": {}, "schema": {}, "project_tables": project_tables(names), "models": models_as_named()}
    for alias in connections:
        connection, prefix = connections[alias], "" if alias == "default" else alias + "/"
        with connection.cursor() as cursor:
            for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_COMPARED):
                if table in names.tables.values():
                    continue  # the old one, which was kept
                named = prefix + names.table(table)
                data["rows"][named] = table_rows(connection, cursor, table, names)
                data["schema"][named] = table_schema(connection, cursor, table, names)
    data["logical"] = logical(names)
    with open(note(args.file), "w", encoding="utf-8") as out:
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
        found = {key: repr(value) for key, value in found.items()}
        constraints[names.constraint(name)] = found
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


def compare(args, note):
    with open(note("before"), encoding="utf-8") as one, open(note(args.file), encoding="utf-8") as two:
        before, after = json.load(one), json.load(two)
    if args.copied:
        for data in (before, after):
            by_what_they_do(data)
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


def by_what_they_do(data):
    """A table that is made anew has other names for the constraints that its model does not name, and
    another text. Django names an index of Meta.indexes after the table, if nobody else does."""
    named = {name for model in data["models"].values() for name in model["constraints"]}
    named = {name for name in named if not re.search("_[0-9a-f]{6}_[a-z]+$", name)}
    for table in data["schema"].values():
        table.pop("statements", None)
        for name, found in list(table["constraints"].items()):
            if name not in named:
                text = " ".join("%s=%s" % pair for pair in sorted(found.items()) if pair[0] != "definition")
                while text in table["constraints"]:
                    text += ", once more"
                table["constraints"][text] = table["constraints"].pop(name)


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


def report(found, noun):
    if found:
        rest = ["… and %d more" % (len(found) - SHOWN)] if len(found) > SHOWN else []
        raise Failure("\n".join(["%d %s%s" % (len(found), noun, "s"[: len(found) > 1]), *found[:SHOWN], *rest]))
