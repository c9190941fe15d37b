from emr.models import Encounter, VitalSigns
