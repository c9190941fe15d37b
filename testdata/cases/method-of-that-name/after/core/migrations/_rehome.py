"""What the migrations written by django-rehome run.

A module of its own, not a part of the migrations, so that `squashmigrations` can import it. Django
takes no file whose name starts with an underscore for a migration.
"""

from django.apps import apps as installed
from django.db import connections, router
from django.db.migrations.operations.base import Operation


class RelabelContentTypes(Operation):
    """Give the content types of moved models their new app label, in place.

    The rows keep their ids, and with them generic foreign keys, permissions, grants and admin log
    entries stay attached. With `forwards=False` only the way back does anything.
    """

    reduces_to_sql = False
    reversible = True
    serialization_expand_args = ["models"]

    def __init__(self, source, target, models, forwards=True):
        self.source = source
        self.target = target
        self.models = models
        self.forwards = forwards

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if self.forwards:
            self.relabel(schema_editor, from_state, self.source, self.target)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self.relabel(schema_editor, from_state, self.target, self.source)

    def describe(self):
        names = ", ".join(self.models)
        return f"Relabel the content types of {names} from {self.source} to {self.target}"

    def relabel(self, schema_editor, state, source, target):
        state.clear_delayed_apps_cache()
        try:
            ContentType = state.apps.get_model("contenttypes", "ContentType")
        except LookupError:  # django.contrib.contenttypes is not installed
            return
        db = schema_editor.connection.alias
        if not router.allow_migrate_model(db, ContentType):
            return
        rows = ContentType._base_manager.using(db)
        for model in self.models:
            found = list(rows.filter(app_label__in=(source, target), model=model).order_by("pk"))
            if not found:
                continue
            # A second row is a by-product: migrating one app at a time runs post_migrate while
            # both models exist. The first one is the original, to which everything points.
            keep, *extras = found
            for extra in extras:
                merge(ContentType, db, extra, keep)
            rows.filter(pk=keep.pk).update(app_label=target)
        ContentType.objects.clear_cache()


def merge(ContentType, db, extra, keep):
    """Point everything that points to the content type `extra` to `keep`, then delete it."""
    for Related, column in relations(ContentType, db):
        if Related._meta.label == "auth.Permission":
            merge_permissions(Related, db, extra, keep)
        else:
            repoint(Related, column, db, extra.pk, keep.pk)
    ContentType._base_manager.using(db).filter(pk=extra.pk).delete()


def merge_permissions(Permission, db, extra, keep):
    """Give permissions to the content type `keep`, or their holders the ones that it has."""
    permissions = Permission._base_manager.using(db)
    kept = dict(permissions.filter(content_type_id=keep.pk).values_list("codename", "pk"))
    for pk, codename in list(permissions.filter(content_type_id=extra.pk).values_list("pk", "codename")):
        if codename not in kept:
            permissions.filter(pk=pk).update(content_type_id=keep.pk)
            continue
        for Related, column in relations(Permission, db):
            repoint(Related, column, db, pk, kept[codename])
        permissions.filter(pk=pk).delete()


def repoint(Related, column, db, old, new):
    """Point the rows of a table from one key to another; who has both in a many-to-many table keeps one."""
    rows = Related._base_manager.using(db)
    if Related._meta.auto_created:
        (other,) = (field.attname for field in Related._meta.fields if field.is_relation and field.attname != column)
        both = list(rows.filter(**{column: new}).values_list(other, flat=True))
        rows.filter(**{column: old, f"{other}__in": both}).delete()
    rows.filter(**{column: old}).update(**{column: new})


def relations(model, db):
    """The models that point to `model`, with the column that does: many-to-many tables as well.

    On the way back the state lacks the apps that come later in the order of the migrations; what is
    installed knows them. What has no table is passed over.
    """
    connection, found = connections[db], {}
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    models = [model]
    if installed.is_installed(f"django.contrib.{model._meta.app_label}"):
        models.append(installed.get_model(model._meta.label))
    for one in models:
        for relation in one._meta.get_fields(include_hidden=True):
            if relation.auto_created and (relation.one_to_many or relation.one_to_one):
                Related, column = relation.related_model, relation.field.attname
                if Related._meta.db_table in tables:
                    found.setdefault((Related._meta.db_table, column), (Related, column))
    return list(found.values())
