from django.db import models

__all__ = (
    'Patient',
)


class Patient(models.Model):
    name = models.CharField(max_length=100)
