import os

from emr.models import Encounter, VitalSigns

ALL = (os, Encounter, VitalSigns)
