# Written by django-rehome 0.1.0: emr.Surgery moves to core, its table stays emr_surgery.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_index_encounter'),
        ('emr', '0004_delete_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['surgery'],
            forwards=False,
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.CreateModel(
                    name='Surgery',
                    fields=[
                        ('encounter_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='core.encounter')),
                        ('theatre', models.CharField(max_length=10)),
                    ],
                    options={
                        'db_table': 'emr_surgery',
                    },
                    bases=('core.encounter',),
                ),
            ],
        ),
    ]
