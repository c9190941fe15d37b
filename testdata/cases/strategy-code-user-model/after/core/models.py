from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models


class Patient(models.Model):
    doctor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)


class User(AbstractUser):
    team = models.ForeignKey("emr.Team", models.PROTECT, null=True)

    class Meta(AbstractUser.Meta):
        app_label = "emr"
