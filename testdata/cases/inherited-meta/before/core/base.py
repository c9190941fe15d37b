from django.db import models


class Stamped(models.Model):
    created_at = models.DateTimeField(auto_now_add=True)
    seen_by = models.ForeignKey("core.Patient", null=True, on_delete=models.CASCADE, related_name="%(app_label)s_seen")

    class Meta:
        abstract = True
        ordering = ["created_at"]
        default_related_name = "%(app_label)s_visits"
