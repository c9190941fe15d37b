"""The statements that migrations run, noted as they run, and whether a strategy may run them."""

import functools
import io
import os
import re

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from .rows import is_relation, project_models, target_of
from .snapshots import report

RAN = {}  # (app.name of the migration, direction, alias) -> its statements
NOT_NOTED = ("BEGIN", "SELECT", "PRAGMA", "SHOW", "SAVEPOINT", "RELEASE", "ROLLBACK")
ROWS = ("INSERT", "UPDATE", "DELETE")
# What gives a thing another name, and reads and writes no row for it; SQLite makes an index anew.
RENAMES = {
    "postgresql": r"ALTER TABLE \S+ RENAME TO \S+|ALTER INDEX \S+ RENAME TO \S+",
    "mysql": r"RENAME TABLE \S+ TO \S+|ALTER TABLE \S+ RENAME INDEX \S+ TO \S+",
    "sqlite": r'ALTER TABLE \S+ RENAME TO \S+|DROP INDEX \S+|CREATE INDEX \S+ ON .*',
}


def watch():
    """From now on, what each migration runs is noted."""
    for name, direction in (("apply_migration", "forwards"), ("unapply_migration", "backwards")):
        setattr(MigrationExecutor, name, noted(getattr(MigrationExecutor, name), direction))


def noted(method, direction):
    @functools.wraps(method)
    def run(executor, state, migration, *args, **kwargs):
        connection = executor.connection
        named = "%s.%s" % (migration.app_label, migration.name)
        found = RAN.setdefault((named, direction, connection.alias), [])

        def note(execute, sql, params, many, context):
            done = execute(sql, params, many, context)
            if not sql.lstrip().upper().startswith(NOT_NOTED) and "django_migrations" not in sql:
                found.append(connection.ops.last_executed_query(context["cursor"].cursor, sql, params))
            return done

        with connection.execute_wrapper(note):
            return method(executor, state, migration, *args, **kwargs)

    return run


def judged(migrations, strategy):
    """What these migrations ran so far, and would run as `sqlmigrate` has it; what must not be is told."""
    found, seen = [], 0
    for (migration, direction, alias), statements in RAN.items():
        if migration in migrations:
            seen += 1
            wrong = [s for s in statements if not allowed(strategy, connections[alias], s)]
            found += ["%s, %s, ran: %s" % (migration, direction, one) for one in wrong]
    for migration in migrations:
        for direction in ("forwards", "backwards"):
            for alias in connections:
                if strategy == "copy" and connections[alias].vendor == "mysql":
                    continue  # Django looks up names in the table that is there on the other side
                statements = sql_of(migration, direction, alias)
                wrong = [s for s in statements if not allowed(strategy, connections[alias], s)]
                found += ["%s, %s, sqlmigrate: %s" % (migration, direction, one) for one in wrong]
    if migrations and not seen:
        found.append("none of %s ran, so nothing is proven: run migrate before" % ", ".join(migrations))
    report(found, "statement")
    if folder := os.environ.get("REHOME_SQL"):
        write(folder, migrations)
    return "nothing but what %s may run in %d migrations, forwards and backwards" % (strategy, len(migrations))


def allowed(strategy, connection, statement):
    """Names of tables, rows of Django's own, and what tells of what a row is: rows stay where they are."""
    if strategy == "copy":
        return True
    if statement.lstrip().upper().startswith(ROWS):
        return bookkeeping(statement)
    return strategy == "rename" and bool(re.fullmatch(RENAMES[connection.vendor], statement.strip().rstrip(";")))


def bookkeeping(statement):
    """Whether the rows are Django's own, or it is their content type that is changed or asked for."""
    named = "[`\"](\\w+)[`\"]"
    where = r"(?:UPDATE %s SET %s = |DELETE FROM %s WHERE %s\.%s IN )" % ((named,) * 5)
    ours = {model._meta.db_table: model for model in project_models()}
    table = re.match(r"(?:INSERT INTO|UPDATE|DELETE FROM)\s+%s" % named, statement.lstrip())
    if not table or table[1] not in ours:
        return bool(table)
    found = re.match(where, statement.lstrip())
    fields = filter(is_relation, ours[table[1]]._meta.local_concrete_fields)
    kinds = {field.column for field in fields if target_of(field)._meta.label == "contenttypes.ContentType"}
    return bool(found) and (found[2] or found[5]) in kinds


def sql_of(migration, direction, alias):
    out, (app, name) = io.StringIO(), migration.split(".", 1)
    options = {"backwards": direction == "backwards", "database": alias, "no_color": True}
    call_command("sqlmigrate", app, name, stdout=out, **options)
    lines = (line.strip() for line in out.getvalue().splitlines())
    return [line for line in lines if line and not line.startswith("--") and line not in ("BEGIN;", "COMMIT;")]


def write(folder, migrations):
    """What ran, as text for a reader, in a file that says by its name what it was."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, os.environ["REHOME_JOB"] + ".sql"), "w", encoding="utf-8") as out:
        for (migration, direction, alias), statements in RAN.items():
            if migration in migrations:
                out.write("-- %s, %s, on %s (%s)\n" % (migration, direction, alias, connections[alias].vendor))
                out.writelines(["%s;\n" % one.rstrip(";") for one in statements] or ["-- nothing\n"])
                out.write("\n")
