from django.db.migrations import RunPython


def forwards(apps, schema_editor):
    apps.get_model("emr", "Encounter")
    apps.get_model("emr.Encounter")


FILL = RunPython(forwards)
