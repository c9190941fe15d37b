from django.contrib import admin

from .models import VitalSigns


# It takes the name of the model from here on.
@admin.register(VitalSigns)
class VitalSigns(admin.ModelAdmin):
    list_select_related = ["encounter"]
