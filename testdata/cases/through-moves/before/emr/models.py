from django.db import models


class Encounter(models.Model):
    staff = models.ManyToManyField("core.Staff", through="Attendance")


class Attendance(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    staff = models.ForeignKey("core.Staff", on_delete=models.CASCADE)
