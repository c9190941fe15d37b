from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


def by_extras():
    pass


def by_list():
    pass


def by_call():
    pass


def by_fallback():
    pass


def in_quotes():
    pass


def by_nobody():
    pass


class Encounter(models.Model):
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"

    def uses(self):
        return [by_call, by_extras, by_fallback, by_list, by_nobody, in_quotes]
