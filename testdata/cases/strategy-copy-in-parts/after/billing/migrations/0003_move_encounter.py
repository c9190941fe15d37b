# Written by django-rehome 0.1.0: emr.Encounter moves to core, and with it what points to it.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0002_initial'),
        ('core', '0005_repoint_encounter'),
    ]

    operations = [
        migrations.AlterField(
            model_name='invoice',
            name='encounter',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='core.encounter'),
        ),
        migrations.AlterField(
            model_name='invoice',
            name='others',
            field=models.ManyToManyField(related_name='+', to='core.encounter'),
        ),
    ]
