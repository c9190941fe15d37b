from django.db import models

from core.models import Patient
from emr import models as emr_models


class LabOrder(models.Model):
    class Status(models.TextChoices):
        ORDERED = 'ordered', 'Ordered'
        RESULTED = 'resulted', 'Resulted'
        CANCELLED = 'cancelled', 'Cancelled'

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name='lab_orders')
    encounter = models.ForeignKey(
        emr_models.Encounter,
        on_delete=models.PROTECT,
        related_name='lab_orders',
    )
    test_code = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ORDERED)
    result = models.CharField(max_length=200, blank=True)
    ordered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ['-ordered_at', '-id']

    def __str__(self):
        return '%s for %s' % (self.test_code, self.patient)

    def record_result(self, text, critical=False):
        """Store the result. A critical one raises an alert on the visit."""
        self.result = text
        self.status = self.Status.RESULTED
        self.save()
        if critical:
            emr_models.CriticalAlert.objects.create(
                patient=self.patient,
                related_encounter=self.encounter,
                message='%s: %s' % (self.test_code, text),
            )
