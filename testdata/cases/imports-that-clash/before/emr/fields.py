from django.db import models


class Code(models.CharField):
    pass


def code():
    return "a"
