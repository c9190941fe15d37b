from django.contrib import admin

from core.models import Encounter
from emr.admin import EncounterAdmin


admin.site.register(Encounter, EncounterAdmin)
