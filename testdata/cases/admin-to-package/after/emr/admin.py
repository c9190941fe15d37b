from django.contrib import admin

from core.models import Encounter
from emr.models import VitalSigns

admin.site.register([VitalSigns, Encounter])
