from django.db import models

from core.models import Encounter  # noqa: F401


class Note(models.Model):
    visit = models.ForeignKey('core.Encounter', models.CASCADE)
    title = models.CharField("Encounter", max_length=20)
    self_made = TreeForeignKey(to="core.encounter", on_delete=models.CASCADE)


class Tagging(models.Model):
    tag = models.ForeignKey("core.Tag", on_delete=models.CASCADE)
    encounter = models.ForeignKey("EMR.Encounter", on_delete=models.CASCADE)
    visit = models.ForeignKey("core.ENCOUNTER", on_delete=models.CASCADE)
