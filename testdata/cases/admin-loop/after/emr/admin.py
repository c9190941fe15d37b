from django.contrib import admin

from core import models as core_models
from emr import models


class EncounterAdmin(admin.ModelAdmin):
    pass


for model in (models.VitalSigns, core_models.Encounter):
    admin.site.register(model)


def register_again(site):
    site.register(core_models.Encounter, EncounterAdmin)
