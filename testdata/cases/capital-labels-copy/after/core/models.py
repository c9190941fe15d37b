from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=20)


class Encounter(models.Model):
    room = models.CharField(max_length=10)
    tags = models.ManyToManyField("Base.Tag")
    next = models.ForeignKey("self", models.SET_NULL, null=True)

    class Meta:
        indexes = [models.Index(fields=["room"])]
