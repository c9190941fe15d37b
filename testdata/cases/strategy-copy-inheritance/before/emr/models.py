from django.db import models


def default_room():
    return "1"


class EncounterQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status="open")


class Tag(models.Model):
    name = models.CharField(max_length=20)


class Encounter(models.Model):
    room = models.CharField(max_length=10, default=default_room)
    status = models.CharField(max_length=10, default="open")
    patient = models.ForeignKey("Patient", models.CASCADE, related_name="%(app_label)s_%(class)ss")
    tags = models.ManyToManyField(Tag)

    objects = EncounterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status"])]
        permissions = [("sign_encounter", "Can sign")]

    def get_absolute_url(self):
        return f"/encounters/{self.pk}/"


class UrgentEncounter(Encounter):
    class Meta:
        proxy = True


class Surgery(Encounter):
    theatre = models.CharField(max_length=10)


class Patient(models.Model):
    last = models.ForeignKey("Encounter", models.SET_NULL, null=True, related_name="+")
