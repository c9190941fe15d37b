from django.db import models

from core import clock as timezone


class Patient(models.Model):
    name = models.CharField(max_length=100, default=timezone)
