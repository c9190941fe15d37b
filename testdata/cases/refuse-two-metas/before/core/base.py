from django.db import models


class Stamped(models.Model):
    class Meta:
        abstract = True
        ordering = ['pk']


class Signed(models.Model):
    class Meta:
        abstract = True
