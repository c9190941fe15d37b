from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        db_table = "core_encounter"
