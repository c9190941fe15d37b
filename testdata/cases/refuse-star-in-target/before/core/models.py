from django.db import models

from legacy.things import *


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visit(self):
        return Encounter()
