from django.conf import settings
from django.contrib import admin

from core.models import Encounter
from emr.sites import ward_site


ward_site.register(Encounter)


class EncounterAdmin(admin.ModelAdmin):
    topic = "emr.Encounter"


if settings.DEBUG:
    admin.site.register(Encounter, EncounterAdmin)
