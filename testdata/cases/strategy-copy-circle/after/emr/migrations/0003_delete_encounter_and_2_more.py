# Written by django-rehome 0.1.0: emr.Encounter, emr.Vitals and emr.Attendance move to core, the rows of emr_encounter to core_encounter, emr_vitals to core_vitals and emr_attendance to core_attendance are copied.

from core.migrations._rehome import RelabelContentTypes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0002_copy_back_encounter_and_2_more'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='encounter',
            name='nurses',
        ),
        migrations.RemoveField(
            model_name='encounter',
            name='last',
        ),
        migrations.DeleteModel(
            name='Attendance',
        ),
        migrations.DeleteModel(
            name='Vitals',
        ),
        migrations.DeleteModel(
            name='Encounter',
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter', 'vitals', 'attendance'],
        ),
    ]
