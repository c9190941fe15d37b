from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=50)


class Alert(models.Model):
    encounter = models.ForeignKey("core.Encounter", models.CASCADE, null=True)


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.PROTECT)
    code = models.CharField(max_length=20, db_index=True)
    status = models.CharField(max_length=10, default="open")
    seq = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True)
    tags = models.ManyToManyField("emr.Tag")
    related = models.ManyToManyField("self", related_name="related_from", symmetrical=False)

    class Meta:
        unique_together = [("patient", "seq")]
        indexes = [
            models.Index(fields=["status", "-created_at"]),
            models.Index(fields=["patient"]),
            models.Index(fields=["seq"], name="emr_enc_seq"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["patient", "code"], name="emr_uniq_code"),
        ]
