from core import models


class A:
    def models(self):
        return "a text that is long enough to be left out of what is parsed, were it not for its name"

    y = models.Encounter


class B:
    y = models.Encounter
