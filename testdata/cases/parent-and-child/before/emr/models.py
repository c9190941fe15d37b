from django.db import models


class Encounter(models.Model):
    room = models.CharField(max_length=10)


class UrgentEncounter(Encounter):
    level = models.IntegerField()


class NightEncounter(UrgentEncounter):
    class Meta:
        proxy = True


class Call(models.Model):
    encounter = models.ForeignKey(UrgentEncounter, on_delete=models.CASCADE)
    earlier = models.ForeignKey(Encounter, null=True, related_name="+", on_delete=models.CASCADE)
