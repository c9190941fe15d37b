from django.conf import settings
from django.contrib import admin

from .models import Encounter, VitalSigns
from .sites import ward_site

ward_site.register(
    [
        Encounter,
        VitalSigns,
    ],
)


class EncounterAdmin(admin.ModelAdmin):
    topic = "emr.Encounter"


if settings.DEBUG:
    admin.site.register(Encounter, EncounterAdmin)


class VitalSignsAdmin(admin.ModelAdmin):
    topic = "emr.Encounter"
