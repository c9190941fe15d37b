from django.contrib import admin

from emr import models


class EncounterAdmin(admin.ModelAdmin):
    pass


for model in (models.VitalSigns, models.Encounter):
    admin.site.register(model)


def register_again(site):
    site.register(models.Encounter, EncounterAdmin)
