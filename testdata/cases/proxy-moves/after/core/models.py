from django.db import models

from emr.models import Visit


class Ward(models.Model):
    name = models.CharField(max_length=20)


class OpenEncounters(models.Manager):
    def get_queryset(self):
        return super().get_queryset().exclude(room="")


class Encounter(Visit):
    objects = OpenEncounters()

    class Meta:
        proxy = True
        permissions = [("close_encounter", "Can close")]

    def close(self):
        self.room = ""
