from core import v


def f():
    yield \
        from v.models.Encounter.objects.all()
