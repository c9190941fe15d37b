from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Adult(Patient):
    class Meta:
        proxy = True


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)


class Urgent(Encounter):
    class Meta:
        proxy = True
        ordering = ["room"]


class VeryUrgent(Urgent):
    class Meta:
        proxy = True


class Alarm(models.Model):
    urgent = models.ForeignKey(Urgent, on_delete=models.CASCADE)
    patient = models.ForeignKey(Adult, on_delete=models.CASCADE)
