# Written by django-rehome 0.1.0: emr.Encounter and emr.VitalSigns move to core, their tables stay emr_encounter and emr_vitalsigns.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0002_move_encounter_vitalsigns'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.AlterField(
                    model_name='alarm',
                    name='signs',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.vitalsigns'),
                ),
                migrations.AlterField(
                    model_name='alarm',
                    name='visits',
                    field=models.ManyToManyField(to='core.encounter'),
                ),
                migrations.DeleteModel(
                    name='VitalSigns',
                ),
                migrations.DeleteModel(
                    name='Encounter',
                ),
            ],
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter', 'vitalsigns'],
        ),
    ]
