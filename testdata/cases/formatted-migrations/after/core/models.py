from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


class Encounter(models.Model):
    KINDS = [("visit", "A visit of a patient who stays"), ("stay", "A stay for some days")]

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="encounters")
    room = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, choices=KINDS, default="visit")

    class Meta:
        db_table = "emr_encounter"
        ordering = ["room", "patient", "kind"]
        permissions = [("close_the_encounter", "Can close an encounter that somebody else opened")]
        unique_together = [("patient", "room")]
        indexes = [models.Index(fields=["room", "kind"], name="encounter_room_and_kind_idx")]
