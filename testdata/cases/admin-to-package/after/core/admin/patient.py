from django.contrib import admin

from core.models import Patient

admin.site.register(Patient)
