from django.contrib import admin

from .models import VitalSigns


@admin.action(description="Open")
def open_again(modeladmin, request, queryset):
    queryset.update(room="A")


@admin.register(VitalSigns)
class VitalSignsAdmin(admin.ModelAdmin):
    actions = [open_again]
