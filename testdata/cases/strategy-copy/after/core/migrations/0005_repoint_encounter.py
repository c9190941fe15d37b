# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter are copied.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_copy_encounter'),
    ]

    operations = [
        migrations.AlterField(
            model_name='alert',
            name='encounter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='core.encounter'),
        ),
    ]
