from django.contrib import admin

from .models import Encounter

admin.site.register(Encounter)
