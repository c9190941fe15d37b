from django.db import models


class Encounter(models.Model):
    patient = models.ForeignKey("emr.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
