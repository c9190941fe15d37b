from django.db import models


class Place(models.Model):
    name = models.CharField(max_length=20)


class Ward(Place):
    beds = models.IntegerField()
