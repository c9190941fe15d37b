# Written by django-rehome 0.1.0: emr.Encounter moves to core, and with it what points to it.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0001_initial'),
        ('core', '0002_move_encounter'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.AlterField(
                    model_name='bill',
                    name='kind',
                    field=models.ForeignKey(limit_choices_to={'app_label': 'core', 'model': 'encounter'}, on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype'),
                ),
                migrations.AlterField(
                    model_name='bill',
                    name='other',
                    field=models.ForeignKey(limit_choices_to=models.Q(models.Q(('app_label', 'core'), ('model', 'encounter')), models.Q(('app_label', 'lab'), ('model', 'encounter')), _connector='OR'), on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype'),
                ),
            ],
        ),
    ]
