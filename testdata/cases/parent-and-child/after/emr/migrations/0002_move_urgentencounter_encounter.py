# Written by django-rehome 0.1.0: emr.UrgentEncounter and emr.Encounter move to core, their tables stay emr_urgentencounter and emr_encounter.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0002_move_urgentencounter_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.AlterField(
                    model_name='call',
                    name='earlier',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.encounter'),
                ),
                migrations.AlterField(
                    model_name='call',
                    name='encounter',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.urgentencounter'),
                ),
                migrations.DeleteModel(
                    name='NightEncounter',
                ),
                migrations.CreateModel(
                    name='NightEncounter',
                    fields=[
                    ],
                    options={
                        'proxy': True,
                    },
                    bases=('core.urgentencounter',),
                ),
                migrations.DeleteModel(
                    name='UrgentEncounter',
                ),
                migrations.DeleteModel(
                    name='Encounter',
                ),
            ],
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['urgentencounter', 'encounter'],
        ),
    ]
