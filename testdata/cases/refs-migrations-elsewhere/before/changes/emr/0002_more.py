from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("emr", "0001_initial")]
    operations = [
        migrations.AddField(
            "vitalsigns",
            "other",
            models.ForeignKey("emr.Encounter", models.SET_NULL, null=True),
        ),
    ]
