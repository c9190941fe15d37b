from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=20)


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.PROTECT)
    code = models.CharField(max_length=20, db_index=True)
    status = models.CharField(max_length=10, default="open")
    seq = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    tags = models.ManyToManyField(Tag)

    class Meta:
        unique_together = [("patient", "seq")]
        indexes = [
            models.Index(fields=["status", "-created_at"]),
            models.Index(fields=["patient"]),
            models.Index(fields=["seq"], name="emr_enc_seq"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["patient", "code"], name="%(app_label)s_uniq_code"),
        ]


class Vitals(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    pulse = models.IntegerField()
