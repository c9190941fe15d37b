# -*- coding: latin-1 -*-
from core.models import Encounter, Patient  # la personne concernée
from emr.models import VitalSigns

PAIR = (Patient, Encounter, VitalSigns)
