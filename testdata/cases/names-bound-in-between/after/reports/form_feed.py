import os

from core.models import Encounter
from emr.models import VitalSigns

ALL = (os, Encounter, VitalSigns)
