from django.db import models


class Stamped(models.Model):
    class Meta:
        abstract = True


class Encounter(Stamped):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)


class VitalSigns(Stamped):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)

    def room(self):
        return Encounter.objects.get(pk=self.encounter_id).room
