from emr.admin import EncounterAdmin


class Wide(EncounterAdmin):
    pass
