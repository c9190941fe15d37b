from django.db import models

from emr.models import Encounter, Surgery


class Biopsy(Encounter):
    visit = models.OneToOneField(
        "emr.Encounter", parent_link=True, primary_key=True, on_delete=models.CASCADE
    )
    tissue = models.CharField(max_length=20)


class Frozen(Surgery):
    section = models.CharField(max_length=20)


class Report(models.Model):
    biopsy = models.ForeignKey(Biopsy, on_delete=models.CASCADE)
