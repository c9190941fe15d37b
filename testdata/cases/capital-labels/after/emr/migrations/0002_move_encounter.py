# Written by django-rehome 0.1.0: Clinic.Encounter moves to Base, its table stays Clinic_encounter.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('Clinic', '0001_initial'),
        ('Base', '0002_move_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('lab', '0002_move_encounter'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.AlterField(
                    model_name='vitals',
                    name='encounter',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='Base.encounter'),
                ),
                migrations.DeleteModel(
                    name='Surgery',
                ),
                migrations.CreateModel(
                    name='Surgery',
                    fields=[
                        ('encounter_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='Base.encounter')),
                        ('minutes', models.IntegerField()),
                    ],
                    bases=('Base.encounter',),
                ),
                migrations.DeleteModel(
                    name='Encounter',
                ),
            ],
        ),
        RelabelContentTypes(
            source='Clinic',
            target='Base',
            models=['encounter'],
        ),
    ]
