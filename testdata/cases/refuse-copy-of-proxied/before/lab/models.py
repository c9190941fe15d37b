from django.db import models

from emr import models as emr


class Sampled(emr.Encounter):
    class Meta:
        proxy = True


class Sample(models.Model):
    visit = models.ForeignKey(Sampled, on_delete=models.CASCADE)
    alarms = models.ManyToManyField("emr.VeryUrgent", related_name="+")
