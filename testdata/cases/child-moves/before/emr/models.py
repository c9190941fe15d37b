from django.db import models

from base.models import Event


class Note(models.Model):
    text = models.TextField()


class Annotated(Event):
    note = models.ForeignKey(Note, on_delete=models.CASCADE)


class Encounter(Annotated):
    room = models.CharField(max_length=10)
