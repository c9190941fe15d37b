from django.contrib import admin

from .models import Encounter, VitalSigns


class SharedAdmin(admin.ModelAdmin):
    pass


admin.site.register(
    [
        Encounter,  # django-rehome: ignore[admin-registration] stays with the others
        VitalSigns,
    ],
    SharedAdmin,
)
