from django.db import models

from lab.models.mixins import Named


class Patient(Named, models.Model):
    name = models.CharField(max_length=100)
