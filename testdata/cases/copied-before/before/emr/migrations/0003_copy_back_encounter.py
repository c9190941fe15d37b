# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter are copied.

from core.migrations._rehome_copy import CopyRows
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0002_repoint_encounter'),
    ]

    operations = [
        CopyRows(
            source='emr',
            target='core',
            models=['encounter'],
            forwards=False,
        ),
    ]
