# -*- coding: latin-1 -*-
from core.models import Patient

from emr.models import Encounter
TITLE = 'Résumé'

PAIR = (Patient, Encounter)
