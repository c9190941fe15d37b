from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Labelled:
    app_label = "core"


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta(Labelled):
        db_table = "emr_encounter"
        verbose_name = 'visit'
