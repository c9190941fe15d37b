from django.db import models

from core.utils import helper


class Patient(models.Model):
    name = models.CharField(max_length=100, default=helper)
