from django.contrib import admin

from emr.models import Encounter
from radiology.models import RadOrder, Study


class StudyInline(admin.StackedInline):
    model = Study
    extra = 0


@admin.register(RadOrder)
class RadOrderAdmin(admin.ModelAdmin):
    list_display = ["modality", "body_part", "patient", "encounter"]
    inlines = [StudyInline]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        # New orders are only made for open visits.
        if db_field.name == "encounter":
            kwargs["queryset"] = Encounter.objects.active()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
