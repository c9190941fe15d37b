from django.db import models

from emr.models import Encounter


class Operation(Encounter):
    minutes = models.IntegerField()
