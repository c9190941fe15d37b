from django.db import models


def short_name(name):
    return name[:3]


class VitalSigns(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    def first(self):
        return Encounter.objects.first()
