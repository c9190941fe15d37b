# -*- coding: latin-1 -*-
from core.models import (
    Patient,  # la personne concernée
)
from core.models import Encounter

PAIR = (Patient, Encounter)
