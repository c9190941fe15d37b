# Written by django-rehome 0.1.0: emr.Encounter moves to core, and with it what points to it.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0001_initial'),
        ('core', '0004_repoint_encounter'),
    ]

    operations = [
        migrations.AlterField(
            model_name='invoice',
            name='encounter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.encounter'),
        ),
        migrations.AlterField(
            model_name='invoice',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.encounter'),
        ),
    ]
