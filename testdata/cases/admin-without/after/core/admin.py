from django.contrib import admin

from emr.admin import EncounterAdmin

from .models import Encounter, Patient

admin.site.register(Patient)


admin.site.register(Encounter, EncounterAdmin)
