from django.contrib.contenttypes.fields import GenericRelation
from django.db import models


class Note(models.Model):
    visit = models.ForeignKey('Encounter', models.CASCADE)
    title = models.CharField("Encounter", max_length=20)
    self_made = TreeForeignKey(to="encounter", on_delete=models.CASCADE)


class Encounter(models.Model):
    parent = models.ForeignKey('self', null=True, on_delete=models.CASCADE)
    previous = models.ForeignKey("Encounter", null=True, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_next")
    note = models.ForeignKey("Note", null=True, on_delete=models.CASCADE)
    last = models.ForeignKey(Note, null=True, on_delete=models.CASCADE, related_name="+")
    notes = GenericRelation("Note")
    tags = models.ManyToManyField("core.Tag", through="Tagging")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note"], name="%(app_label)s_note")]


class Tagging(models.Model):
    tag = models.ForeignKey("core.Tag", on_delete=models.CASCADE)
    encounter = models.ForeignKey("EMR.Encounter", on_delete=models.CASCADE)
    visit = models.ForeignKey("emr.ENCOUNTER", on_delete=models.CASCADE)
