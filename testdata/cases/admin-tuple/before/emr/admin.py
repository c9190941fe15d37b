from django.contrib.admin import site

from emr import models

site.register((models.VitalSigns, models.Encounter))
