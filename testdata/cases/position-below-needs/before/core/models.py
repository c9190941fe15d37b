from django.db import models

import emr.models as old
from core.base import Named

FLOOR = 1


class Patient(models.Model):
    name = models.CharField(max_length=100)


NAMES = [field.name for field in old.Encounter._meta.local_fields]


def visits(of: old.Encounter = None) -> list[old.Encounter]:
    return old.Encounter.objects.filter(pk=of and of.pk)
