from django.db import models

from core.models import User  # noqa: F401


class Team(models.Model):
    name = models.CharField(max_length=20)
