from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver


class Encounter(models.Model):
    patient = models.ForeignKey("core.Patient", on_delete=models.CASCADE)
    room = models.CharField(max_length=10)

    class Meta:
        db_table = "emr_encounter"


class Patient(models.Model):
    name = models.CharField(max_length=100)
    last = models.ForeignKey(Encounter, null=True, on_delete=models.SET_NULL, related_name="+")

    def encounters(self):
        return Encounter.objects.filter(patient=self)


# The bell rings.
@receiver(post_save, sender=Encounter)
def ring(sender, **kwargs):
    pass


class Alert(models.Model):
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE)
    others = models.ManyToManyField(to=Encounter, related_name="+")
    label = models.ForeignKey("core.Encounter", on_delete=models.CASCADE, related_name="+")
