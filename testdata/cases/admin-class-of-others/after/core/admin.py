from django.contrib import admin

from emr.admin import EncounterAdmin, SharedAdmin, ward_site

from .models import Encounter, Patient

admin.site.register(Patient)


admin.site.register(Encounter, EncounterAdmin)


ward_site.register(Encounter, SharedAdmin)
