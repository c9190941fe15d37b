from datetime import datetime

from django.db import models


class Sample:
    pass


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def now(self):
        return datetime.now()
