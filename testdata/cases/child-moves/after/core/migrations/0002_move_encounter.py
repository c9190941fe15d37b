# Written by django-rehome 0.1.0: emr.Encounter moves to core, its table stays emr_encounter.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('emr', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter'],
            forwards=False,
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.CreateModel(
                    name='Encounter',
                    fields=[
                        ('annotated_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='emr.annotated')),
                        ('room', models.CharField(max_length=10)),
                    ],
                    options={
                        'db_table': 'emr_encounter',
                    },
                    bases=('emr.annotated',),
                ),
                migrations.AlterField(
                    model_name='patient',
                    name='last_seen',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='core.encounter'),
                ),
            ],
        ),
    ]
