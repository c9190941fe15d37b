from django.db import models


class Sample(models.Model):
    encounter = models.ForeignKey("Clinic.Encounter", models.CASCADE)
    others = models.ManyToManyField("Clinic.Encounter", related_name="+")
