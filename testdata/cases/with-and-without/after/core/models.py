from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


def announce(text):
    print(text)


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"

    def __str__(self):
        from emr.models import short_name

        return short_name(self.room)

    def save(self, *args, **kwargs):
        announce(self.room)
        super().save(*args, **kwargs)
