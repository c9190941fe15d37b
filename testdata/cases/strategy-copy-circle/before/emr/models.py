from django.db import models


class Nurse(models.Model):
    name = models.CharField(max_length=50)


class Encounter(models.Model):
    last = models.ForeignKey("Vitals", models.SET_NULL, null=True, related_name="+")
    nurses = models.ManyToManyField(Nurse, through="Attendance")


class Vitals(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)


class Attendance(models.Model):
    encounter = models.ForeignKey(Encounter, models.CASCADE)
    nurse = models.ForeignKey(Nurse, models.CASCADE)
