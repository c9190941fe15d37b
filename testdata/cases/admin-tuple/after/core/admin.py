from django.contrib import admin
from django.contrib.admin import site

from .models import Encounter, Patient

admin.site.register(Patient)


site.register(Encounter)
