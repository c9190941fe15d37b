from emr.admin import EncounterAdmin, RoomInline


class LabEncounterAdmin(EncounterAdmin):
    inlines = [RoomInline]
