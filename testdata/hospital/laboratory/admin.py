from django.contrib import admin

from emr.models import Encounter

from .models import LabOrder


class VisitStatusFilter(admin.SimpleListFilter):
    """Filters orders by the status of the visit they belong to."""

    title = 'visit status'
    parameter_name = 'visit'

    def lookups(self, request, model_admin):
        return Encounter.Status.choices

    def queryset(self, request, queryset):
        if self.value():
            visits = Encounter.objects.filter(status=self.value())
            return queryset.filter(encounter__in=visits)
        return queryset


@admin.register(LabOrder)
class LabOrderAdmin(admin.ModelAdmin):
    list_display = ['test_code', 'patient', 'status', 'ordered_at']
    list_filter = ['status', VisitStatusFilter]
