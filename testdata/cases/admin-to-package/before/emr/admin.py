from django.contrib import admin

from emr.models import Encounter, VitalSigns

admin.site.register([VitalSigns, Encounter])
