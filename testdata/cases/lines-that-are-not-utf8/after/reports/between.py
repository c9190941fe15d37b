# -*- coding: latin-1 -*-
from core.models import Encounter, Patient

TITLE = 'Résumé'

PAIR = (Patient, Encounter)
