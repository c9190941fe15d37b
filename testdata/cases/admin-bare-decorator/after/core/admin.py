from django.contrib import admin
from django.contrib.admin import site

from core.models import Encounter, Patient
from emr.admin import BothAdmin

site.register(Patient)


admin.site.register(Encounter, BothAdmin)
