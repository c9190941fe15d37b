# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter are copied.

from core.migrations._rehome import RelabelContentTypes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0003_copy_back_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.DeleteModel(
            name='Encounter',
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter'],
        ),
    ]
