from django.db import models


class Ward(models.Model):
    name = models.CharField(max_length=100)

    def newest(self):
        from emr.models import Encounter

        return Encounter.objects.last()
