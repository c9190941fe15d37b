from django.db import models

__all__ = ["KINDS", "VisitManager", "ward_of"]

KINDS = ["the last star"]
SECRET = "hidden"


class VisitManager(models.Manager):
    pass


def ward_of(room):
    return room[:1]
