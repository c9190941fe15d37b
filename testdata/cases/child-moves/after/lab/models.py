from django.db import models

from core.models import Encounter


class Operation(Encounter):
    minutes = models.IntegerField()
