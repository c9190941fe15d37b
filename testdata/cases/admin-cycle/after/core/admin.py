from django.contrib import admin

from .models import Patient


class BaseAdmin(admin.ModelAdmin):
    list_per_page = 20


admin.site.register(Patient, BaseAdmin)
