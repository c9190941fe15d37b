from django.contrib.admin import site

from core.models import Patient

site.register(Patient)
