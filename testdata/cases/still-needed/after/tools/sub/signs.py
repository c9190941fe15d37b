from .. import m


def first():
    return m.VitalSigns.objects.first()
