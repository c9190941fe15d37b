from core.models import Encounter, Patient
from emr.models import VitalSigns
import json


def f():
    return Encounter, VitalSigns, Patient, json
