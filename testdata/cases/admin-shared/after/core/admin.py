from django.contrib import admin

from core.models import Encounter
from emr.admin import SharedAdmin


admin.site.register(Encounter, SharedAdmin)
