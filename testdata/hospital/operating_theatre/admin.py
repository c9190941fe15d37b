from django.contrib import admin

from .models import SurgicalCase

admin.site.register(SurgicalCase)
