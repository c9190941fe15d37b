from django.db import models

from core import models as core_models
from emr import models as emr


class Sampled(core_models.Encounter):
    class Meta:
        proxy = True


class Sample(models.Model):
    visit = models.ForeignKey(Sampled, on_delete=models.CASCADE)
    alarms = models.ManyToManyField("emr.VeryUrgent", related_name="+")
