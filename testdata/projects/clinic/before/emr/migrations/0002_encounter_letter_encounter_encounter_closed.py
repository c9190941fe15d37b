from django.db import migrations, models
import emr.fields


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='encounter',
            name='letter',
            field=models.FileField(blank=True, upload_to=emr.fields.upload_path),
        ),
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(fields=['-closed'], name='encounter_closed'),
        ),
    ]
