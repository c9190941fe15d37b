from django.contrib import admin

from emr import registry

from .models import Encounter, VitalSigns

MODELS = [VitalSigns, Encounter]

# No site: a list may mean another thing to it.
registry.register([VitalSigns, Encounter])
admin.site.register(MODELS)
