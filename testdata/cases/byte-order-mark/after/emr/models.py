import django.db.models

from core.models import Encounter


class VitalSigns(django.db.models.Model):
    encounter = django.db.models.ForeignKey(Encounter, on_delete=django.db.models.CASCADE)
