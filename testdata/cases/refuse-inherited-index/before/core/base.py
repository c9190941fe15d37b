from django.db import models


class Named(models.Model):
    class Meta:
        abstract = True
        indexes = [models.Index(fields=['room'], name='%(app_label)s_room')]
