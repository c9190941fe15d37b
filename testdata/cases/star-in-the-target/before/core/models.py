from django.db import models

from .base import *


class Patient(models.Model):
    name = models.CharField(max_length=100, default=SHARED)
