import emr.models


def f(request):
    return getattr(emr.models, "VitalSigns"), getattr(request, "Encounter")
