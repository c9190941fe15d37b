from django.contrib.gis.db.models import *
from emr.choices import *
from core.models import Encounter


class VitalSigns(Model):
    encounter = ForeignKey(Encounter, on_delete=CASCADE)
