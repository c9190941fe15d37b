from django.db import models


class Patient(models.Model):
    name = models.CharField(max_length=100)

    def visits(self):
        from emr.models import Encounter

        return Encounter.objects.filter(patient=self)


# What has moved away.
def __getattr__(name):
    if name == "Doctor":
        from staff import models as staff_models

        return staff_models.Doctor
    raise AttributeError(name)

def __dir__():
    return ["Doctor", *globals()]

if __name__ == "__main__":
    print(Patient)
