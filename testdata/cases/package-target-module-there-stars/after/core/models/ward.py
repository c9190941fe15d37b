from django.db import models

__all__ = (
    'Ward',
)


class Ward(models.Model):
    name = models.CharField(max_length=100)

    def newest(self):
        from core.models.encounter import Encounter

        return Encounter.objects.last()
