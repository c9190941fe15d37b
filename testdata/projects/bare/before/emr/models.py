from django.db import models


class Encounter(models.Model):
    room = models.CharField(max_length=10)


class Report(models.Model):
    """Rows of a view that others make."""

    encounter = models.ForeignKey(Encounter, on_delete=models.DO_NOTHING, related_name="+")
    text = models.TextField()

    class Meta:
        managed = False
        db_table = "reports_of_the_ward"
