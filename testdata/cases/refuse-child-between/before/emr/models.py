from django.db import models


class Event(models.Model):
    when = models.DateTimeField(auto_now_add=True)


class Encounter(Event):
    room = models.CharField(max_length=10)


class Operation(Encounter):
    minutes = models.IntegerField()
