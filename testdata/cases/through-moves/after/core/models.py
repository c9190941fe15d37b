from django.db import models


class Staff(models.Model):
    visits = models.ManyToManyField("core.Encounter", through="core.Attendance", related_name="+")


class Encounter(models.Model):
    staff = models.ManyToManyField("core.Staff", through="core.Attendance")

    class Meta:
        db_table = "emr_encounter"


class Attendance(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    staff = models.ForeignKey("core.Staff", on_delete=models.CASCADE)

    class Meta:
        db_table = "emr_attendance"
