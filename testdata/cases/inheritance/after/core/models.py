from django.db import models


class Place(models.Model):
    name = models.CharField(max_length=20)


class Ward(Place):
    beds = models.IntegerField()


class Encounter(models.Model):
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
