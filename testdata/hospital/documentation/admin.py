from django.contrib import admin
from django.contrib.contenttypes.admin import GenericTabularInline

from .models import Attachment, Document


class AttachmentInline(GenericTabularInline):
    model = Attachment
    extra = 0


class DocumentAdmin(admin.ModelAdmin):
    list_display = ['title', 'patient', 'author', 'created_at']
    inlines = [AttachmentInline]


admin.site.register(Document, DocumentAdmin)
