# Written by django-rehome 0.1.0: emr.Encounter, emr.Vitals and emr.Attendance move to core, the rows of emr_encounter to core_encounter, emr_vitals to core_vitals and emr_attendance to core_attendance are copied.

from core.migrations._rehome_copy import CopyRows
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0003_copy_encounter_and_2_more'),
    ]

    operations = [
        CopyRows(
            source='emr',
            target='core',
            models=['encounter', 'vitals', 'attendance'],
            forwards=False,
        ),
    ]
