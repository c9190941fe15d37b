# Written by django-rehome 0.1.0: emr.Encounter moves to core, its tables stay emr_encounter and emr_historicalencounter.

from core.migrations._rehome import RelabelContentTypes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0002_move_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('audit', '0002_move_encounter'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.DeleteModel(
                    name='HistoricalEncounter',
                ),
                migrations.DeleteModel(
                    name='Encounter',
                ),
            ],
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter', 'historicalencounter'],
        ),
    ]
