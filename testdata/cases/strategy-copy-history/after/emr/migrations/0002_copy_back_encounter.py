# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter and emr_historicalencounter to core_historicalencounter are copied.

from core.migrations._rehome_copy import CopyRows
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0003_copy_encounter'),
        ('audit', '0002_move_encounter'),
    ]

    operations = [
        CopyRows(
            source='emr',
            target='core',
            models=['encounter', 'historicalencounter'],
            forwards=False,
        ),
    ]
