from django.contrib import admin

from .models import VitalSigns


class SharedAdmin(admin.ModelAdmin):
    list_per_page = 20


# What the wards look at.
admin.site.register(
    [
        # Measured, and seen.
        VitalSigns,  # every hour
    ],
    SharedAdmin,
    save_on_top=True,
)
