# Written by django-rehome 0.1.0: emr.Encounter moves to core, its table stays emr_encounter.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0002_move_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('lab', '0002_move_encounter'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.AlterField(
                    model_name='transplant',
                    name='donor',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='donated', to='core.encounter'),
                ),
                migrations.DeleteModel(
                    name='Surgery',
                ),
                migrations.CreateModel(
                    name='Surgery',
                    fields=[
                        ('encounter_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='core.encounter')),
                        ('minutes', models.IntegerField()),
                    ],
                    options={
                        'permissions': [('schedule_surgery', 'Can schedule')],
                    },
                    bases=('core.encounter',),
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
