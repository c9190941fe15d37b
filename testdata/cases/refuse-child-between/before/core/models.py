from django.db import models


class Ward(models.Model):
    name = models.CharField(max_length=20)
