from django.db import migrations


def forwards(apps, schema_editor):
    apps.get_model("emr", "Encounter").objects.update(room="emr.Encounter")


class Migration(migrations.Migration):

    dependencies = [("emr", "0001_initial")]

    operations = [migrations.RunPython(forwards)]
