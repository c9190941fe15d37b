from emr import models

print(models.VitalSigns)
models = object()
print(getattr(models, "Encounter", None), models.Encounter)
