from django.db import models


class Visit(models.Model):
    room = models.CharField(max_length=10)


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


class Bill(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
