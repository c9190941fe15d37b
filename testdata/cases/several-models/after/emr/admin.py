from django.contrib import admin

from .models import Alarm


admin.site.register(Alarm)
