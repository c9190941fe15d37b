VIEW = "core.view_encounter"
EDIT = ("core.change_encounter", "emr.change_vitalsigns")
UNUSED = "emr.add_encounter"


class Perms:
    DISCHARGE = "core.can_discharge"
    SIGNS = "emr.view_vitalsigns"
