VIEW = "emr.view_encounter"
EDIT = ("emr.change_encounter", "emr.change_vitalsigns")
UNUSED = "emr.add_encounter"


class Perms:
    DISCHARGE = "emr.can_discharge"
    SIGNS = "emr.view_vitalsigns"
