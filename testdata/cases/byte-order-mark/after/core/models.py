import django.db.models
import django.db.models as models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(django.db.models.Model):
    patient = django.db.models.ForeignKey(Patient, on_delete=django.db.models.CASCADE)
    room = django.db.models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"
