from django.db import models


class Encounter(models.Model):
    room = models.CharField(max_length=10)
    tags = models.ManyToManyField("Base.Tag")
    next = models.ForeignKey("self", models.SET_NULL, null=True)

    class Meta:
        indexes = [models.Index(fields=["room"])]


class Surgery(Encounter):
    minutes = models.IntegerField()


class Vitals(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)
