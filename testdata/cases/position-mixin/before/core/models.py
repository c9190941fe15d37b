from django.db import models

from emr import models as emr_models

class Patient(models.Model):
    name = models.CharField(max_length=100)

class Alert(emr_models.Timed):
    encounter = models.ForeignKey(emr_models.Encounter, on_delete=models.CASCADE)

class Bell(models.Model):
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE)
    encounter = models.ForeignKey(emr_models.Encounter, on_delete=models.CASCADE)
