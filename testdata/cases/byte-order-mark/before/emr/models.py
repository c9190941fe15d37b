import django.db.models

from core.models import Patient


class Encounter(django.db.models.Model):
    patient = django.db.models.ForeignKey(Patient, on_delete=django.db.models.CASCADE)
    room = django.db.models.CharField(max_length=10)


class VitalSigns(django.db.models.Model):
    encounter = django.db.models.ForeignKey(Encounter, on_delete=django.db.models.CASCADE)
