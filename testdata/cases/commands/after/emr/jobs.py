from django.core.management import call_command


def dump():
    call_command("dumpdata", "core.Encounter", "emr.VitalSigns", exclude=["core.encounter"])
    call_command("check", "emr")
    call_command("reindex", "emr.Encounter")
