# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter and emr_historicalencounter to core_historicalencounter are copied.

from core.migrations._rehome import RelabelContentTypes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0002_copy_back_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.DeleteModel(
            name='HistoricalEncounter',
        ),
        migrations.DeleteModel(
            name='Encounter',
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter', 'historicalencounter'],
        ),
    ]
