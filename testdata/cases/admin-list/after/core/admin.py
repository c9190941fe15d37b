from django.contrib import admin

from emr.admin import SharedAdmin

from .models import Encounter, Patient

admin.site.register(Patient)


admin.site.register(Encounter, SharedAdmin, save_on_top=True)  # every day
