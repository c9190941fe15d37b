from django.contrib import admin

from emr.models import Encounter

admin.site.unregister(Encounter)
