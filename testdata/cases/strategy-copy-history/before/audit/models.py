from django.db import models


class Finding(models.Model):
    entry = models.ForeignKey(
        "emr.HistoricalEncounter", db_constraint=False, on_delete=models.CASCADE
    )
    note = models.ForeignKey(
        "emr.HistoricalNote", db_constraint=False, on_delete=models.CASCADE
    )
