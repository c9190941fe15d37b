# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter are copied.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_repoint_encounter'),
        ('emr', '0004_delete_encounter'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(fields=['status'], name='core_encoun_status_899f27_idx'),
        ),
    ]
