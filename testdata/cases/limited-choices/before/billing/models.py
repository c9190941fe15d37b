from django.contrib.contenttypes.models import ContentType
from django.db import models


class Bill(models.Model):
    kind = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, limit_choices_to={"app_label": "emr", "model": "encounter"}
    )
    other = models.ForeignKey(
        ContentType,
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to=models.Q(app_label="emr", model="encounter") | models.Q(app_label="lab", model="encounter"),
    )
    signs = models.ForeignKey(
        ContentType,
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to={"app_label": "emr", "model": "vitalsigns"},
    )
