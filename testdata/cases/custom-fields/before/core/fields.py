from django.db import models


class Link(models.ForeignKey):
    def __init__(self, to, **kwargs):
        kwargs.setdefault("on_delete", models.CASCADE)
        super().__init__(to, **kwargs)


class WeakLink(Link):
    pass


class Caption(models.CharField):
    pass
