from django.contrib.contenttypes.fields import GenericRelation
from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Tag(models.Model):
    name = models.CharField(max_length=10)


class Encounter(models.Model):
    parent = models.ForeignKey('self', null=True, on_delete=models.CASCADE)
    previous = models.ForeignKey("core.Encounter", null=True, on_delete=models.CASCADE, related_name="emr_%(class)s_next")
    note = models.ForeignKey("emr.Note", null=True, on_delete=models.CASCADE)
    last = models.ForeignKey("emr.Note", null=True, on_delete=models.CASCADE, related_name="+")
    notes = GenericRelation("emr.Note")
    tags = models.ManyToManyField("core.Tag", through="emr.Tagging")
    seen = models.ManyToManyField("self")

    class Meta:
        db_table = "emr_encounter"
        constraints = [models.UniqueConstraint(fields=["note"], name="emr_note")]
