from django.conf import settings
from django.contrib import admin

from .models import Encounter, VitalSigns


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
