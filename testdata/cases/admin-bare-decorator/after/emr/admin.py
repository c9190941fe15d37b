from django.contrib.admin import ModelAdmin, register

from .models import VitalSigns


@register(VitalSigns)
class BothAdmin(ModelAdmin):
    list_per_page = 20
