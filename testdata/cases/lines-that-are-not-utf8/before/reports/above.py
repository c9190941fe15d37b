# -*- coding: latin-1 -*-
from core.models import Patient
TITLE = 'Résumé'
from emr.models import Encounter

PAIR = (Patient, Encounter)
