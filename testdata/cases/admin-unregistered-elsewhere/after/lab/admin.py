from django.contrib import admin

from core.models import Encounter

admin.site.unregister(Encounter)
