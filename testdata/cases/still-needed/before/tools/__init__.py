from emr import models as m


def first():
    return m.Encounter.objects.first()
