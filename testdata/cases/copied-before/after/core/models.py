from django.db import models


class Alert(models.Model):
    encounter = models.ForeignKey("core.Encounter", models.CASCADE, null=True)


def default_room():
    return "1"


class EncounterQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status="open")


class Encounter(models.Model):
    room = models.CharField(max_length=10, default=default_room)
    status = models.CharField(max_length=10, default="open")
    patient = models.ForeignKey("emr.Patient", models.CASCADE, related_name="emr_%(class)ss")
    tags = models.ManyToManyField("emr.Tag")

    objects = EncounterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status"])]
        permissions = [("sign_encounter", "Can sign")]

    def get_absolute_url(self):
        return f"/encounters/{self.pk}/"


class Surgery(Encounter):
    theatre = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_surgery"
