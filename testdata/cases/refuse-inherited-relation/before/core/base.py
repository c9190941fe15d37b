from django.db import models


class Owned(models.Model):
    ward = models.ForeignKey('VitalSigns', null=True, on_delete=models.CASCADE, related_name='+')

    class Meta:
        abstract = True
