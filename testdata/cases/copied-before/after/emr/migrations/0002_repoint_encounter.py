# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter are copied.

import django.db.models.deletion
from core.migrations._rehome_copy import RepointChild
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0004_repoint_encounter'),
        ('billing', '0002_move_encounter'),
    ]

    operations = [
        migrations.AlterField(
            model_name='patient',
            name='last',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.encounter'),
        ),
        RepointChild(
            name='Surgery',
            link='encounter_ptr',
            old='emr.encounter',
            new='core.encounter',
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.DeleteModel(
                    name='UrgentEncounter',
                ),
                migrations.CreateModel(
                    name='UrgentEncounter',
                    fields=[
                    ],
                    options={
                        'proxy': True,
                    },
                    bases=('core.encounter',),
                ),
            ],
        ),
    ]
