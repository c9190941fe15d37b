"""What the migrations written by django-rehome run to copy a table.

A module of its own, not a part of the migrations, so that `squashmigrations` can import it. Django
takes no file whose name starts with an underscore for a migration.
"""

from django.core.management.color import no_style
from django.db import router
from django.db.migrations.operations.base import Operation


class CopyRows(Operation):
    """Copy the rows of moved models, and of their many-to-many tables, from one app to the other.

    The database copies them (INSERT ... SELECT): every column keeps its value, timestamps included,
    and the new table goes on counting where the old one stopped. With `forwards=False` only the way
    back copies, from the target to the source.

    With `batch` the way there copies that many rows at a time and goes on where it was stopped. It
    is for migrations that are not atomic.
    """

    reduces_to_sql = False
    reversible = True
    serialization_expand_args = ["models"]

    def __init__(self, source, target, models, forwards=True, batch=None):
        self.source = source
        self.target = target
        self.models = models
        self.forwards = forwards
        self.batch = batch

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if self.forwards:
            pairs = self.pairs(schema_editor, from_state, self.source, self.target)
            copy(schema_editor.connection, pairs, self.batch)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if not self.forwards:
            pairs = self.pairs(schema_editor, from_state, self.target, self.source)
            copy(schema_editor.connection, pairs)

    def describe(self):
        names = ", ".join(self.models)
        if self.forwards:
            return f"Copy the rows of {names} from {self.source} to {self.target}"
        return f"On the way back, copy the rows of {names} from {self.target} to {self.source}"

    def pairs(self, schema_editor, state, source, target):
        """Each table to copy, as the model that has it and the model that gets it."""
        state.clear_delayed_apps_cache()
        pairs, through = [], []
        for name in self.models:
            Old, New = state.apps.get_model(source, name), state.apps.get_model(target, name)
            if not router.allow_migrate_model(schema_editor.connection.alias, New):
                continue
            pairs.append((Old, New))
            old = automatic_tables(Old)
            through.extend((old[name], table) for name, table in automatic_tables(New).items())
        return pairs + through


class EmptyOnTheWayBack(Operation):
    """Empty the tables that were kept, before they have foreign keys again: the copy back fills them."""

    reduces_to_sql = False
    reversible = True
    serialization_expand_args = ["models"]

    def __init__(self, app, models):
        self.app = app
        self.models = models

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        connection = schema_editor.connection
        from_state.clear_delayed_apps_cache()
        models = [from_state.apps.get_model(self.app, name) for name in reversed(self.models)]
        through = [table for model in models for table in automatic_tables(model).values()]
        for model in through + models:
            if router.allow_migrate_model(connection.alias, model):
                schema_editor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")

    def describe(self):
        names = ", ".join(self.models)
        return f"On the way back, empty the tables of {names}, which the copy fills again"


class RepointChild(Operation):
    """Give a multi-table child another parent: in the state its base, in the database its link."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, name, link, old, new):
        self.name = name
        self.link = link
        self.old = old
        self.new = new

    def state_forwards(self, app_label, state):
        model = state.models[app_label, self.name.lower()]
        model.bases = tuple(
            self.new if isinstance(base, str) and base.lower() == self.old.lower() else base for base in model.bases
        )
        field = model.fields[self.link].clone()
        field.remote_field.model = self.new
        model.fields[self.link] = field
        # What Django has derived from the old parent.
        state._relations = None
        state.__dict__.pop("apps", None)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        old = from_state.apps.get_model(app_label, self.name)
        new = to_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, new):
            old_link, new_link = old._meta.get_field(self.link), new._meta.get_field(self.link)
            schema_editor.alter_field(new, old_link, new_link)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Give {self.name} the parent {self.new}"


def automatic_tables(model):
    """By the names of their fields, the many-to-many tables that belong to no model of their own."""
    through = {field.name: field.remote_field.through for field in model._meta.local_many_to_many}
    return {name: table for name, table in through.items() if table._meta.auto_created}


def copy(connection, pairs, batch=None):
    """Make the second table of each pair hold what the first one holds."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if batch is None:
            for _, New in reversed(pairs):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(New._meta.db_table)}")
        for Old, New in pairs:
            # A row may point to one that a later part would bring.
            itself = any(field.related_model is New for field in New._meta.local_concrete_fields)
            copy_table(connection, cursor, Old, New, None if itself else batch)
            carry_sequence(connection, cursor, Old, New)


def copy_table(connection, cursor, Old, New, batch):
    quote = connection.ops.quote_name
    old, new = quote(Old._meta.db_table), quote(New._meta.db_table)
    fields = [f for f in New._meta.local_concrete_fields if not getattr(f, "generated", False)]
    columns = ", ".join(quote(field.column) for field in fields)
    keys = [field.column for field in getattr(New._meta, "pk_fields", [New._meta.pk])]
    order = ", ".join(quote(key) for key in keys)
    insert = f"INSERT INTO {new} ({columns}) SELECT {columns} FROM {old}"
    # Keys of several columns are not compared alike by all databases.
    if len(keys) > 1:
        cursor.execute(f"{insert} ORDER BY {order}")
        return
    (key,) = map(quote, keys)
    cursor.execute(f"SELECT {key} FROM {new} ORDER BY {key} DESC LIMIT 1")
    done = cursor.fetchone()
    while True:
        where, values = ("", []) if done is None else (f" WHERE {key} > %s", [done[0]])
        if batch is None:
            cursor.execute(f"{insert}{where} ORDER BY {key}", values)
            return
        cursor.execute(f"SELECT {key} FROM {old}{where} ORDER BY {key} LIMIT 1 OFFSET {batch - 1}", values)
        last = cursor.fetchone()
        if last is None:
            batch = None
            continue
        upto = f"{where} AND {key} <= %s" if where else f" WHERE {key} <= %s"
        cursor.execute(f"{insert}{upto} ORDER BY {key}", [*values, last[0]])
        done = last


def carry_sequence(connection, cursor, Old, New):
    """The new table's next key is the old one's: not that of a row which was deleted."""
    if Old._meta.auto_field is None:
        return
    old, new, column = Old._meta.db_table, New._meta.db_table, New._meta.auto_field.column
    quote = connection.ops.quote_name
    if connection.vendor == "postgresql":
        sequences = []
        for table in (old, new):
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote(table), column])
            sequences.append(cursor.fetchone()[0])
        if all(sequences):
            cursor.execute(f"SELECT setval(%s, last_value, is_called) FROM {sequences[0]}", [sequences[1]])
            return
    elif connection.vendor == "mysql":
        cursor.execute(
            "SELECT auto_increment FROM information_schema.tables "
            "WHERE table_schema = DATABASE() AND table_name = %s",
            [old],
        )
        row = cursor.fetchone()
        if row and row[0]:
            cursor.execute(f"ALTER TABLE {quote(new)} AUTO_INCREMENT = {int(row[0])}")
        return
    elif connection.vendor == "sqlite":
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [old])
        row = cursor.fetchone()
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [new])
        if row:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [new, row[0]])
        return
    for statement in connection.ops.sequence_reset_sql(no_style(), [New]):
        cursor.execute(statement)
