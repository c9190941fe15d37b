# Written by django-rehome 0.1.0: emr.Encounter moves to core, its table stays emr_encounter.

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
                    model_name='historicalencounter',
                    name='history_relation',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='log', to='core.encounter'),
                ),
                migrations.AlterField(
                    model_name='historicalencounter_tags',
                    name='encounter',
                    field=models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.encounter'),
                ),
                migrations.DeleteModel(
                    name='Encounter',
                ),
            ],
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter'],
        ),
    ]
