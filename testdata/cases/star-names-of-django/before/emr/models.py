from django.contrib.gis.db.models import *
from emr.choices import *


class Encounter(Model):
    patient = ForeignKey("core.Patient", on_delete=CASCADE)
    room = CharField(max_length=10, choices=ROOMS)
    where = PointField()


class VitalSigns(Model):
    encounter = ForeignKey(Encounter, on_delete=CASCADE)
