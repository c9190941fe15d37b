from django.db import models


class Sample(models.Model):
    visit = models.ForeignKey("emr.VeryUrgent", models.CASCADE)
