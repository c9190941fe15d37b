from django.core.management import call_command


def dump():
    call_command("dumpdata", "emr.Encounter", "emr.VitalSigns", exclude=["emr.encounter"])
    call_command("check", "emr")
    call_command("reindex", "emr.Encounter")
