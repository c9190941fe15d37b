from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=50)


class Encounter(models.Model):
    last = models.ForeignKey("core.Vitals", models.SET_NULL, null=True, related_name="+")
    nurses = models.ManyToManyField("emr.Nurse", through="core.Attendance")


class Vitals(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)


class Attendance(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)
    nurse = models.ForeignKey("emr.Nurse", models.CASCADE)
