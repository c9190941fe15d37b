from django.contrib import admin

from core.models import Encounter
from .models import VitalSigns


class SharedAdmin(admin.ModelAdmin):
    pass


admin.site.register(
    [
        Encounter,  # django-rehome: ignore[admin-registration] stays with the others
        VitalSigns,
    ],
    SharedAdmin,
)
