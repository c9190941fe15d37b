from django.db import models


class Staff(models.Model):
    visits = models.ManyToManyField("emr.Encounter", through="emr.Attendance", related_name="+")
