import django.db.models as models


class Patient(models.Model):
    name = models.CharField(max_length=100)
