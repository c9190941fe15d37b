from django.contrib.auth.models import AbstractUser
from django.db import models


class Team(models.Model):
    name = models.CharField(max_length=20)


class User(AbstractUser):
    team = models.ForeignKey(Team, models.PROTECT, null=True)
