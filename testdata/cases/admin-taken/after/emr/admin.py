from django.contrib import admin


class EncounterAdmin(admin.ModelAdmin):
    list_display = ["room"]
