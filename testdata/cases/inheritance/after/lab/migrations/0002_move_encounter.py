# Written by django-rehome 0.1.0: emr.Encounter moves to core, and with it what points to it.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lab', '0001_initial'),
        ('core', '0002_move_encounter'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.DeleteModel(
                    name='Biopsy',
                ),
                migrations.CreateModel(
                    name='Biopsy',
                    fields=[
                        ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='core.encounter')),
                        ('tissue', models.CharField(max_length=20)),
                    ],
                    bases=('core.encounter',),
                ),
            ],
        ),
    ]
