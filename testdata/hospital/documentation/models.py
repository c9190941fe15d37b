"""Documents and attachments.

The move plan says that Document "already references core.Encounter!", but
that is only what is planned. The field below decides.
"""
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Document(models.Model):
    patient = models.ForeignKey(
        'core.Patient', on_delete=models.CASCADE, related_name='documents')
    # Will be core.Encounter one day.
    encounter = models.ForeignKey(
        'emr.Encounter', on_delete=models.CASCADE, related_name='documents',
        null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name='documents')
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ['title']

    def __str__(self):
        return self.title


class Attachment(models.Model):
    """A file that can hang on any record: a visit, a document, a patient."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey('content_type', 'object_id')
    file_name = models.CharField(max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ['file_name']
        indexes = [
            models.Index(fields=['content_type', 'object_id'], name='doc_attachment_target_idx'),
        ]

    def __str__(self):
        return self.file_name
