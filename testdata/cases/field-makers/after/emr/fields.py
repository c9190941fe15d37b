from functools import partial

from django.db import models

FK = models.ForeignKey
Optional = partial(models.ForeignKey, null=True, on_delete=models.CASCADE)


def link(to, **options):
    return models.ForeignKey(to, on_delete=models.CASCADE, **options)


def field(title):
    return models.CharField(title, max_length=10)
