from core.models import Patient
from emr.models import Encounter, VitalSigns
import json


def f():
    return Encounter, VitalSigns, Patient, json
