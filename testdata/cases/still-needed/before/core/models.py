from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)


def by_extras():
    pass


def by_list():
    pass


def by_call():
    pass


def by_fallback():
    pass


def in_quotes():
    pass


def by_nobody():
    pass
