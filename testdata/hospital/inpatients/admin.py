from django.contrib import admin

from .models import Admission, DischargeSummary

admin.site.register(Admission)
admin.site.register(DischargeSummary)
