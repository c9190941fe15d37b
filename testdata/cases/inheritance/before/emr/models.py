from django.db import models


class Encounter(models.Model):
    room = models.CharField(max_length=10)


class Surgery(Encounter):
    minutes = models.IntegerField()

    class Meta:
        permissions = [("schedule_surgery", "Can schedule")]


class Transplant(Surgery):
    organ = models.CharField(max_length=20)
    donor = models.ForeignKey(Encounter, related_name="donated", on_delete=models.CASCADE)


class Bill(models.Model):
    surgery = models.OneToOneField(Surgery, on_delete=models.CASCADE)
    others = models.ManyToManyField("Transplant", related_name="+")
