from django.contrib import admin

from .models import Claim, Invoice


class InvoiceAdmin(admin.ModelAdmin):
    list_display = ["number", "patient", "encounter", "status", "total"]
    list_filter = ["status", "encounter__status"]
    raw_id_fields = ["encounter"]


class ClaimAdmin(admin.ModelAdmin):
    list_display = ["payer", "tenant", "submitted_at"]
    filter_horizontal = ["encounters"]


admin.site.register(Invoice, InvoiceAdmin)
admin.site.register(Claim, ClaimAdmin)
