# Written by django-rehome 0.1.0: emr.Encounter moves to core, and with it what points to it.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('core', '0002_move_encounter'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.AlterField(
                    model_name='finding',
                    name='entry',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='core.historicalencounter'),
                ),
            ],
        ),
    ]
