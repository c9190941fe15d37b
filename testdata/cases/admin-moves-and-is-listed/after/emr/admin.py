from django.contrib import admin

from .models import VitalSigns
from .sites import ward_site

ward_site.register(
    [
        VitalSigns,
    ],
)


class VitalSignsAdmin(admin.ModelAdmin):
    topic = "emr.Encounter"
