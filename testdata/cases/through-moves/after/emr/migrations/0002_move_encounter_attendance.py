# Written by django-rehome 0.1.0: emr.Encounter and emr.Attendance move to core, their tables stay emr_encounter and emr_attendance.

from core.migrations._rehome import RelabelContentTypes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0003_move_encounter_attendance'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.DeleteModel(
                    name='Attendance',
                ),
                migrations.DeleteModel(
                    name='Encounter',
                ),
            ],
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter', 'attendance'],
        ),
    ]
