from django.db import models


def helper():
    return None


from typing import TYPE_CHECKING  # noqa: E402


class Patient(models.Model):
    name = models.CharField(max_length=100)
