from billing import models
from billing.models import Encounter
from billing.models import Encounter as emr


def f(Encounter=None):
    found = {"Encounter": Encounter, "encounter": 1}
    return found, emr.Encounter, models.Encounter


def g(user):
    for Encounter in range(3):
        user.has_perm("emr.view_encountertype")
        user.has_perm("billing.view_encounter")
        redirect("emr.edit_encounter")
    return [Encounter for Encounter in "hemr.Encounter emr.Encounters".split()]


class Visit:
    Encounter = 1

    def f(self):
        return self.Encounter, Encounter, "admin:emr_encounter_print", "emr_encounter_change"
