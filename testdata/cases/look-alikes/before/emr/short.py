from django.db import models

TO = "Encounter"
TITLE = "Encounter"


class Mixin(models.Model):
    visit = models.ForeignKey(TO, models.CASCADE)

    class Meta:
        abstract = True
