from .models import *

# Encounter is only named here
ALL = [VitalSigns]
