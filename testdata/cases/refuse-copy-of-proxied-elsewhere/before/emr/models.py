from django.db import models


class Encounter(models.Model):
    room = models.CharField(max_length=10)


class Urgent(Encounter):
    class Meta:
        proxy = True


class VeryUrgent(Urgent):
    class Meta:
        proxy = True
