"""Rows for judge.py, made from nothing but Django's own description of the models.

Every value is a function of the field and of the row's number, so that two runs give the same
rows; it differs from the field's default and from NULL wherever the table's constraints allow
that, so that a column that was lost, reset or swapped shows.

Rows are written through InsertQuery with raw=True and a plain namespace instead of a model
instance: no signal is sent, no __init__ or pre_save of the project runs, auto_now leaves the
fixed moments alone, and the tables of a multi-table child can be filled one by one.
"""

import datetime
import decimal
import uuid
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace

from django.apps import apps
from django.db import DatabaseError, connections, models, router, transaction
from django.db.models import QuerySet
from django.db.models.fields import NOT_PROVIDED

# Filled by migrate itself; a row of ours in them would be a stale one.
FILLED_BY_DJANGO = ("contenttypes.ContentType", "auth.Permission")
PAST = datetime.datetime(2001, 1, 1, 1, 1, 1, 100001)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Failure(Exception):
    """A check that failed; the text says what differs."""


def project_labels():
    """The labels of the apps that live below the current folder, virtual environments left out."""
    root, labels = Path.cwd().resolve(), set()
    for config in apps.get_app_configs():
        path = Path(config.path).resolve()
        if path.is_relative_to(root) and "site-packages" not in path.relative_to(root).parts:
            labels.add(config.label)
    if not labels:
        raise Failure("no installed app of this project lies below the current folder")
    return labels


def has_own_table(model):
    meta = model._meta
    return meta.managed and not meta.proxy and not meta.swapped


def project_models():
    """Every model with a table of its own, automatic many-to-many tables included."""
    labels = project_labels()
    everything = apps.get_models(include_auto_created=True)
    return [m for m in everything if m._meta.app_label in labels and has_own_table(m)]


def database_of(model):
    return router.db_for_write(model)


def every_row(model):
    """A queryset that no manager of the project has narrowed."""
    return QuerySet(model, using=database_of(model))


def is_relation(field):
    return isinstance(field, models.ForeignKey)


def target_of(field):
    return field.remote_field.model._meta.concrete_model


def has_automatic_key(model):
    return isinstance(model._meta.pk, models.AutoField)


def key_of(model, row):
    fields = getattr(model._meta, "pk_fields", None) or [model._meta.pk]
    return {field.attname: getattr(row, field.attname) for field in fields}


def generic_pairs(wanted):
    """(model, content type field, key field): generic foreign keys, and the admin's log."""
    for model in wanted:
        if model._meta.label == "admin.LogEntry":
            yield model, "content_type", "object_id"
        own = {field.name for field in model._meta.local_concrete_fields}
        for field in model._meta.private_fields:
            if hasattr(field, "ct_field") and {field.ct_field, field.fk_field} <= own:
                yield model, field.ct_field, field.fk_field


def number(field, n, pos):
    return n * 37 + pos + 1 if pos else n  # pos 0 is the retry that wants small numbers


def text(field, n, pos):
    tail = DIGITS[n % 36] if n < 36 else DIGITS[n // 36 % 36] + DIGITS[n % 36]
    room = min(field.max_length or 60, 60)
    return ((getattr(field, "name", None) or "item")[: max(room - len(tail) - 1, 0)] + "-" + tail)[-room:]


def address(field, n, pos):
    made = "%s%d@example.org" % (field.name, n)
    return made if len(made) <= (field.max_length or 254) else text(field, n, pos)


def url(field, n, pos):
    made = "https://example.org/%s/%d" % (field.name, n)
    return made if len(made) <= (field.max_length or 200) else text(field, n, pos)


def decimal_number(field, n, pos):
    digits, places = field.max_digits or 12, field.decimal_places or 0
    whole = digits - places
    if whole <= 0:
        return decimal.Decimal(number(field, n, pos) % 10**places).scaleb(-places)
    fraction = decimal.Decimal(7).scaleb(-places) if places else 0
    return decimal.Decimal(number(field, n, pos) % 10**whole) + fraction


def moment(field, n, pos):
    """Later fields of a row get later moments, because constraints say start < end, not the reverse."""
    from django.conf import settings

    made = PAST + datetime.timedelta(days=n * 100, hours=pos * 25)
    return made.replace(tzinfo=datetime.timezone.utc) if settings.USE_TZ else made


def internet_address(field, n, pos):
    return "2001:db8::%x" % n if field.protocol.lower() == "ipv6" else "192.0.2.%d" % (n % 250 + 1)


def value_range(field, n, pos):
    return field.range_type(value_of(field.base_field, n, pos), value_of(field.base_field, n + 1, pos))


# Looked up by the names of the field's class and its bases, so that subclasses are covered too
# and the fields of django.contrib.postgres need no import.
GENERATORS = {
    "ArrayField": lambda f, n, pos: [value_of(f.base_field, n, pos)],
    "BinaryField": lambda f, n, pos: b"\x00%d-%d" % (pos, n),
    "BooleanField": lambda f, n, pos: n % 2 == 1,
    "CharField": text,
    "DateField": lambda f, n, pos: PAST.date() + datetime.timedelta(days=n * 100 + pos),
    "DateTimeField": moment,
    "DecimalField": decimal_number,
    "DurationField": lambda f, n, pos: datetime.timedelta(days=pos, seconds=n),
    "EmailField": address,
    "FileField": text,
    "FilePathField": text,
    "FloatField": lambda f, n, pos: number(f, n, pos) + 0.5,
    "GenericIPAddressField": internet_address,
    "HStoreField": lambda f, n, pos: {"key": "%s-%d" % (f.name, n)},
    "IntegerField": number,
    "JSONField": lambda f, n, pos: {"field": f.name, "n": n},
    "RangeField": value_range,
    "TextField": text,
    "TimeField": lambda f, n, pos: datetime.time(pos % 24, n % 60, 7),
    "URLField": url,
    "UUIDField": lambda f, n, pos: uuid.uuid5(uuid.NAMESPACE_OID, "%s-%d" % (f.name, n)),
}


NUMBERS = [GENERATORS[name] for name in ("DecimalField", "FloatField", "IntegerField")]


def generator_of(field):
    names = [cls.__name__ for cls in type(field).__mro__] + [field.get_internal_type()]
    return next((GENERATORS[name] for name in names if name in GENERATORS), None)


def defaults_of(field):
    """The values that a column would have if this one were lost."""
    found = []
    if field.has_default():
        found.append(field.get_default())
    at_database = getattr(field, "db_default", NOT_PROVIDED)
    if at_database is not NOT_PROVIDED:
        found.append(getattr(at_database, "value", at_database))
    if field.null:
        found.append(None)
    return found


def value_of(field, n, pos):
    """A value for row n that is not the field's default; equal numbers give equal values."""
    while is_relation(field):
        field = field.target_field
    defaults = defaults_of(field)
    options = [key for key, _ in field.flatchoices if key not in ("", None)] if field.choices else []
    if options:
        options = [key for key in options if key not in defaults] or options
        return options[n % len(options)]
    make = generator_of(field)
    if make is None:  # a field class of the project's own that is built on nothing we know
        return defaults[0] if defaults else text(field, n, pos)
    made = make(field, n, pos)
    # 17 is no other row's number, where that matters.
    return make(field, n + (17 if field.unique else 1), pos) if made in defaults else made


@contextmanager
def all_databases(keep):
    """One transaction per database, foreign keys checked at its end; rolled back unless `keep`."""
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].constraint_checks_disabled())
            stack.enter_context(transaction.atomic(using=alias))
        yield
        for alias in connections:
            connections[alias].check_constraints()
            if not keep:
                transaction.set_rollback(True, using=alias)


def with_targets(wanted):
    """`wanted`, and the models of other packages that their foreign keys need rows of."""
    found = list(wanted)
    for model in found:  # grows while it is walked
        for field in filter(is_relation, model._meta.local_concrete_fields):
            target = target_of(field)
            if target not in found and has_own_table(target) and target._meta.label not in FILLED_BY_DJANGO:
                found.append(target)
    return found


def in_order(wanted, moved):
    """Targets before the tables that point at them; a cycle is cut at a nullable key where there is one."""
    required, welcome = {}, {}
    for model in wanted:
        keys = [f for f in model._meta.local_concrete_fields if is_relation(f)]
        required[model] = {target_of(f) for f in keys if not f.null} - {model}
        welcome[model] = {target_of(f) for f in keys} - {model}
    for model, _, _ in generic_pairs(wanted):
        welcome[model] |= {moved} - {model}
    left, order = list(wanted), []
    while left:
        free = [m for m in left if not welcome[m] & set(left)] or [m for m in left if not required[m] & set(left)]
        order.append((free or left)[0])
        left.remove(order[-1])
    return order


class Filler:
    """Makes `kept` rows that stay and one more per table, which refers only to others of its kind."""

    def __init__(self, wanted, moved, kept):
        self.kept, self.moved = kept, moved
        self.order = in_order(with_targets(wanted), moved)
        self.made = {}  # model -> its rows; the last is the one more
        self.late = []  # (model, index of the row, field, position): keys whose target came later
        self.weak = set()  # fields that a constraint kept from a value of their own

    def run(self):
        for model in self.order:
            first = every_row(model).count() + 1
            rows = [self.insert(model, index, first + index) for index in range(self.kept + 1)]
            self.made[model] = rows
        for model, index, field, pos in self.late:
            row = self.made[model][index]
            self.set(model, row, {field.attname: self.link(model, field, index, pos)[0]}, field.null)
        for model, type_field, key_field in generic_pairs(self.order):
            self.point_at_moved(model, type_field, key_field)

    def insert(self, model, index, n):
        """Insert a row, with other values where the table's own constraints refuse the first ones."""
        error = None
        for shift, small, plain in self.variants(model):
            late = []
            try:
                with transaction.atomic(using=database_of(model)):
                    row, fields = self.build(model, index, n + 11 * shift, small, plain, late)
                    done = self.write(model, row, fields, late)
                self.weak |= {str(field) for field in plain}
                return done
            except (DatabaseError, TypeError, ValueError, AttributeError, ArithmeticError) as caught:
                error = caught
                # Never retried: on PostgreSQL each attempt moves a sequence on, and would hide that it lagged.
                if has_automatic_key(model) and names_the_key(model, error):
                    told = "the next automatic key of table %s is one that a row already has: %s"
                    raise Failure(told % (model._meta.db_table, error)) from error
        named = "%s (%s)" % (model._meta.db_table, model._meta.label)
        raise Failure("no row can be inserted into table %s: %s" % (named, error))

    def variants(self, model):
        optional = [f for f in model._meta.local_concrete_fields if defaults_of(f)]
        for shift in range(4):
            for small in (False, True):
                yield shift, small, []
        for small in (False, True):
            for field in optional:
                yield 0, small, [field]
            yield 0, small, optional

    def build(self, model, index, n, small, plain, late):
        row, fields = SimpleNamespace(), []
        for pos, field in enumerate(model._meta.local_concrete_fields, 1):
            if isinstance(field, models.AutoField) or getattr(field, "generated", False):
                continue
            if field in plain:
                value = defaults_of(field)[-1]
            elif is_relation(field):
                value, ready = self.link(model, field, index, pos, n)
                if not ready:
                    late.append((model, index, field, pos))
            else:
                value = value_of(field, n, 0 if small and generator_of(field) in NUMBERS else pos)
            if is_relation(field) and field.remote_field.parent_link:
                # A key to the child may aim at a column that is the parent's.
                for parent in self.made.get(target_of(field), []):
                    if getattr(parent, field.target_field.attname) == value:
                        row.__dict__.update(parent.__dict__)
            setattr(row, field.attname, value)
            fields.append(field)
        return row, fields

    def write(self, model, row, fields, late):
        pk, automatic = model._meta.pk, has_automatic_key(model)
        keys = every_row(model)._insert([row], fields=fields, returning_fields=[pk] if automatic else None, raw=True)
        if automatic:
            setattr(row, pk.attname, keys[0][0])
        self.late += late
        return row

    def link(self, model, field, index, pos, n=0):
        """(the value of a foreign key, is it the final one); rows of a table aim at different rows."""
        target = target_of(field)
        if target in self.order and target not in self.made:
            # NULL, or a key that is nobody's until the second pass: constraints are checked at the end.
            return (None if field.null else value_of(field.target_field, n, pos)), False
        rows = self.made[target] if target in self.order else self.existing(target)
        if not rows:
            self.weak.add(str(field))
            return (None if field.null else value_of(field.target_field, n, pos)), True
        if target not in self.order:
            row = rows[(index + pos) % len(rows)]
        elif index >= self.kept:
            row = rows[-1]
        else:
            # A shift that differs per field, so that a key that took another column's value shows.
            row = rows[(index + (1 if target is model else pos)) % self.kept]
        return getattr(row, field.target_field.attname), True

    def existing(self, target):
        """The rows that are there of a table that is not ours to fill."""
        if target._meta.db_table not in connections[database_of(target)].introspection.table_names():
            return []  # an unmanaged model without a table
        rows = every_row(target).order_by("pk")
        if self.moved and target._meta.label == "contenttypes.ContentType":
            rows = rows.filter(app_label=self.moved._meta.app_label, model=self.moved._meta.model_name)
        return [SimpleNamespace(**values) for values in rows.values(*[f.attname for f in target._meta.concrete_fields])]

    def set(self, model, row, values, may_fail):
        try:
            with transaction.atomic(using=database_of(model)):
                every_row(model).filter(**key_of(model, row)).update(**values)
            row.__dict__.update(values)
        except DatabaseError as error:
            if not may_fail:
                raise Failure("table %s: %s cannot be set: %s" % (model._meta.db_table, values, error)) from error
            self.weak |= {"%s.%s" % (model._meta.label, name) for name in values}

    def point_at_moved(self, model, type_field, key_field):
        """Rows of the moved model; of another where its keys, UUIDs say, do not fit the column."""
        field, error = model._meta.get_field(key_field), None
        for aim in [self.moved, *self.order]:
            try:
                with transaction.atomic(using=database_of(model)):
                    return self.point_at(aim, model, model._meta.get_field(type_field), field)
            except Exception as caught:  # what a value that does not fit raises depends on the driver
                error = caught
                self.weak.add("%s (not %s)" % (field, aim._meta.label))
        raise Failure("%s fits the key of no model: %s" % (field, error))

    def point_at(self, aim, model, type_field, key_field):
        from django.contrib.contenttypes.models import ContentType

        kind = ContentType.objects.get_for_model(aim, for_concrete_model=False)
        keys = [key_field.to_python(getattr(row, aim._meta.pk.attname)) for row in self.made[aim]]
        # One row further each, so that a key that took another column's value shows; the last row to the last.
        keys = keys[1 : self.kept] + keys[: min(self.kept, 1)] + keys[self.kept :]
        for row, key in zip(self.made[model], keys):
            self.set(model, row, {type_field.attname: kind.pk, key_field.attname: key}, False)

    def drop_last(self):
        """Leaves every sequence ahead of the highest key, so that one that is not carried over shows."""
        for model in reversed(self.order):
            every_row(model).filter(**key_of(model, self.made[model].pop()))._raw_delete(database_of(model))


def names_the_key(model, error):
    connection, table = connections[database_of(model)], model._meta.db_table
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, table)
        return any(c["primary_key"] and name in str(error) for name, c in found.items())
    return "'PRIMARY'" in str(error) or "UNIQUE constraint failed: %s.%s" % (table, model._meta.pk.column) in str(error)


def most_referenced(wanted):
    count = {model: 0 for model in wanted}
    for model in wanted:
        for field in filter(is_relation, model._meta.local_concrete_fields):
            count[target_of(field)] = count.get(target_of(field), 0) + 1
    return max(wanted, key=count.get)


def grant(filler, moved):
    """The first user and group may do all that the moved model knows; the second user is in the group;
    the third may do everything of the project, so that proxies and history models are covered."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group, Permission

    User = get_user_model()
    *users, no_user = [getattr(row, User._meta.pk.attname) for row in filler.made[User]]
    *groups, no_group = [row.id for row in filler.made[Group]]
    # Superusers and inactive users answer the same whatever becomes of their grants.
    flags = {"is_active": True, "is_superuser": False}
    names = {field.name for field in User._meta.concrete_fields}
    User._base_manager.filter(pk__in=users).update(**{k: v for k, v in flags.items() if k in names})
    app, name = moved._meta.app_label, moved._meta.model_name
    of_moved = Permission.objects.filter(content_type__app_label=app, content_type__model=name)
    if not of_moved:
        raise Failure("%s has no permissions: run migrate before fill" % moved._meta.label)
    everything = Permission.objects.filter(content_type__app_label__in=project_labels())
    join(Group.permissions.through, "group_id", groups[0], "permission_id", of_moved)
    go_ahead(Group.permissions.through, "group_id", no_group, "permission_id", of_moved[0].pk)
    if hasattr(User, "user_permissions") and hasattr(User, "groups"):
        own = User.user_permissions.through
        user_key = User._meta.get_field("user_permissions").m2m_field_name() + "_id"
        join(own, user_key, users[0], "permission_id", of_moved)
        join(own, user_key, users[-1], "permission_id", everything)
        member_key = User._meta.get_field("groups").m2m_field_name() + "_id"
        join(User.groups.through, member_key, users[1], "group_id", Group.objects.filter(pk=groups[0]))
        go_ahead(own, user_key, no_user, "permission_id", of_moved[0].pk)
        go_ahead(User.groups.through, member_key, no_user, "group_id", groups[0])


def join(through, owner_key, owner, item_key, items):
    """Adds to a many-to-many table what is missing; bulk_create sends no signal."""
    pairs = [{owner_key: owner, item_key: item.pk} for item in items]
    through._base_manager.bulk_create([through(**p) for p in pairs if not through._base_manager.filter(**p)])


def go_ahead(through, owner_key, owner, item_key, item):
    """What drop_last does, for the tables that the grants go to: adds a last row and deletes it again."""
    every_row(through).filter(**{owner_key: owner})._raw_delete(database_of(through))
    through._base_manager.bulk_create([through(**{owner_key: owner, item_key: item})])
    every_row(through).filter(**{owner_key: owner})._raw_delete(database_of(through))


def fill(rows, label):
    wanted = project_models()
    moved = apps.get_model(label) if label else most_referenced(wanted)
    if apps.is_installed("django.contrib.auth"):
        from django.contrib.auth import get_user_model
        from django.contrib.auth.models import Group

        wanted += [model for model in (get_user_model(), Group) if model not in wanted]
    if apps.is_installed("django.contrib.admin"):
        wanted.append(apps.get_model("admin.LogEntry"))
    filler = Filler(wanted, moved, rows)
    with all_databases(keep=True):
        filler.run()
        if apps.is_installed("django.contrib.auth"):
            grant(filler, moved)
        filler.drop_last()
    left = "; NULL, a default or aimed elsewhere: %s" % ", ".join(sorted(filler.weak)) if filler.weak else ""
    return "filled %d tables with %d rows each%s" % (len(filler.order), rows, left)


def fresh_keys(moved, unused):
    """What is wrong with the keys that a new row of every project table gets; nothing is kept."""
    wanted = project_models()
    before = {m: set(every_row(m).values_list("pk", flat=True)) for m in wanted if has_automatic_key(m)}
    filler = Filler(wanted, moved, 0)
    with all_databases(keep=False):
        filler.run()
    for model, keys in before.items():
        key, table = getattr(filler.made[model][-1], model._meta.pk.attname), model._meta.db_table
        if not keys:
            yield "table %s has no rows, so a fresh key proves nothing: run fill before the move" % table
        elif key in keys or key < max(keys):
            yield "a new row of table %s got key %s, not one above the highest, %s" % (table, key, max(keys))
        elif unused and key == max(keys) + 1:
            told = "a new row of table %s got key %s again, which a deleted row had had: its sequence was lost"
            yield told % (table, key)
