from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from core.models import Encounter  # noqa: F401


class Note(models.Model):
    visit = models.ForeignKey('core.Encounter', models.CASCADE, related_name="notes_of")
    title = models.CharField("Encounter", max_length=20)
    other = models.ForeignKey(to="core.encounter", on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveIntegerField()
    target = GenericForeignKey()


class Tagging(models.Model):
    tag = models.ForeignKey("core.Tag", on_delete=models.CASCADE)
    encounter = models.ForeignKey("core.ENCOUNTER", on_delete=models.CASCADE)
