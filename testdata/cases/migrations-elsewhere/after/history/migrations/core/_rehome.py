"""What the migrations written by django-rehome run.

A module of its own, not a part of the migrations, so that `squashmigrations` can import it. Django
takes no file whose name starts with an underscore for a migration.
"""

from django.db import router
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
    for relation in ContentType._meta.related_objects:
        Related, name = relation.related_model, relation.field.name
        related = Related._base_manager.using(db).filter(**{name: extra})
        if Related._meta.label == "auth.Permission":
            for permission in related:
                merge_permission(Related, db, name, permission, keep)
        else:
            related.update(**{name: keep})
    extra.delete(using=db)


def merge_permission(Permission, db, name, permission, keep):
    """Move a permission to the content type `keep`, or its holders to the one that is there."""
    permissions = Permission._base_manager.using(db)
    same = permissions.filter(**{name: keep}, codename=permission.codename).first()
    if same is None:
        permissions.filter(pk=permission.pk).update(**{name: keep})
        return
    for relation in Permission._meta.related_objects:
        if relation.many_to_many:
            for holder in getattr(permission, relation.get_accessor_name()).using(db).all():
                getattr(holder, relation.field.name).add(same)
    permission.delete(using=db)
