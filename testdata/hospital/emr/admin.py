"""Admin pages of the clinical records."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import (
    CarePlan,
    ClinicalNote,
    ClinicalRecommendation,
    CriticalAlert,
    Encounter,
    ProblemList,
    VitalSigns,
)


class VitalSignsInline(admin.TabularInline):
    """Vital signs are entered on the page of the visit."""

    model = VitalSigns
    extra = 0
    fields = ["measured_at", "heart_rate", "systolic_bp", "diastolic_bp", "temperature"]


@admin.register(Encounter)
class EncounterAdmin(admin.ModelAdmin):
    list_display = ["encounter_id", "patient", "encounter_type", "status", "start_datetime"]
    list_filter = ["status", "encounter_type", "tenant", "signed_off"]
    search_fields = ["patient__last_name", "patient__mrn", "room_number"]
    autocomplete_fields = ["patient"]
    readonly_fields = ["encounter_id", "signed_off", "signed_by", "signed_datetime"]
    date_hierarchy = "start_datetime"
    inlines = [VitalSignsInline]
    actions = ["sign_selected"]
    fieldsets = [
        (None, {"fields": ["encounter_id", "tenant", "patient", "provider"]}),
        (
            _("Visit"),
            {
                "fields": [
                    ("encounter_type", "encounter_class"),
                    ("start_datetime", "end_datetime"),
                    "status",
                    ("location", "room_number"),
                    ("appointment", "admission"),
                ]
            },
        ),
        (
            _("Clinical"),
            {"fields": ["chief_complaint", "reason_for_visit", "priority", "acuity_level"]},
        ),
        (
            _("Closing"),
            {
                "fields": [
                    "documentation_complete",
                    "signed_off",
                    "signed_by",
                    "signed_datetime",
                    "billable",
                    "billing_codes",
                    "quality_measures",
                ]
            },
        ),
    ]

    def has_sign_permission(self, request):
        return request.user.has_perm("emr.sign_encounter")

    @admin.action(description=_("Sign selected encounters"), permissions=["sign"])
    def sign_selected(self, request, queryset):
        signed = 0
        for encounter in queryset:
            try:
                encounter.sign(request.user)
            except ValidationError as error:
                self.message_user(request, error.messages[0], messages.WARNING)
            else:
                signed += 1
        self.message_user(request, _("%d signed.") % signed)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(ProblemList)
class ProblemListAdmin(admin.ModelAdmin):
    list_display = ["problem", "patient", "related_encounter", "is_active"]
    raw_id_fields = ["related_encounter"]


@admin.register(CarePlan)
class CarePlanAdmin(admin.ModelAdmin):
    list_display = ["title", "patient", "review_on"]
    filter_horizontal = ["problems", "reviewed_encounters"]


@admin.register(ClinicalNote)
class ClinicalNoteAdmin(admin.ModelAdmin):
    list_display = ["encounter", "author", "created_at"]
    autocomplete_fields = ["encounter"]


@admin.register(ClinicalRecommendation, CriticalAlert)
class AdviceAdmin(admin.ModelAdmin):
    list_display = ["__str__", "patient", "related_encounter"]
    list_select_related = ["patient", "related_encounter"]
