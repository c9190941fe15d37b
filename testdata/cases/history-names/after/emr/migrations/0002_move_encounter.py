# Written by django-rehome 0.1.0: emr.Encounter moves to core, its tables stay emr_encounter and emr_loggedencounter.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0002_move_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.AlterField(
                    model_name='loggedurgent',
                    name='encounter_ptr',
                    field=models.ForeignKey(auto_created=True, blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, parent_link=True, related_name='+', to='core.encounter'),
                ),
                migrations.DeleteModel(
                    name='Urgent',
                ),
                migrations.CreateModel(
                    name='Urgent',
                    fields=[
                        ('encounter_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='core.encounter')),
                        ('level', models.IntegerField()),
                    ],
                    bases=('core.encounter',),
                ),
                migrations.DeleteModel(
                    name='LoggedEncounter',
                ),
                migrations.DeleteModel(
                    name='Encounter',
                ),
            ],
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter', 'loggedencounter'],
        ),
    ]
