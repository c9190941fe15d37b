from django.db import models


class Ward(models.Model):
    name = models.CharField(max_length=20)


class Encounter(models.Model):
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"


class UrgentEncounter(Encounter):
    level = models.IntegerField()

    class Meta:
        db_table = "emr_urgentencounter"
