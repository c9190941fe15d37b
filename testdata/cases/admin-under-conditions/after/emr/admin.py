from django.conf import settings
from django.contrib import admin

from core.models import Encounter
from .models import VitalSigns


class EncounterAdmin(admin.ModelAdmin):
    list_per_page = 20


if settings.DEBUG:
    admin.site.register([VitalSigns, Encounter])
else:
    try:
        import crispy_forms as forms
    except ImportError:
        forms = None
    admin.site.register(Encounter, EncounterAdmin)
