from django.db import models

from emr.managers import FrontDesk

LIMIT = 5


class Patient(models.Model):
    name = models.CharField(max_length=100)

    objects = models.Manager()
    desk = FrontDesk()
