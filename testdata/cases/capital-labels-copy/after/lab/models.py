from django.db import models


class Sample(models.Model):
    encounter = models.ForeignKey("Base.Encounter", models.CASCADE)
    others = models.ManyToManyField("Base.Encounter", related_name="+")
