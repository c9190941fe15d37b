from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Note(models.Model):
    visit = models.ForeignKey('Encounter', models.CASCADE, related_name="notes_of")
    title = models.CharField("Encounter", max_length=20)
    other = models.ForeignKey(to="encounter", on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    target = GenericForeignKey()


class Encounter(models.Model):
    parent = models.ForeignKey('self', null=True, on_delete=models.CASCADE)
    previous = models.ForeignKey("Encounter", null=True, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_next")
    note = models.ForeignKey("Note", null=True, on_delete=models.CASCADE)
    last = models.ForeignKey(Note, null=True, on_delete=models.CASCADE, related_name="+")
    notes = GenericRelation("Note")
    tags = models.ManyToManyField("core.Tag", through="Tagging")
    seen = models.ManyToManyField("self")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note"], name="%(app_label)s_note")]


class Tagging(models.Model):
    tag = models.ForeignKey("core.Tag", on_delete=models.CASCADE)
    encounter = models.ForeignKey("emr.ENCOUNTER", on_delete=models.CASCADE)
