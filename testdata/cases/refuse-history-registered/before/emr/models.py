from django.db import models


class Encounter(models.Model):
    room = models.CharField(max_length=10)
