from django.db import models

# The label of an app is case-sensitive: this is no model of ours.
OTHER = models.ForeignKey("EMR.Encounter", on_delete=models.CASCADE)
