from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


from lab.models.mixins import Named  # noqa: E402


class Name(Named):
    pass
