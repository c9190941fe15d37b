# Written by django-rehome 0.1.0: Clinic.Encounter moves to Base, the rows of Clinic_encounter to Base_encounter are copied.

from core.migrations._rehome import RelabelContentTypes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('Clinic', '0003_copy_back_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.DeleteModel(
            name='Encounter',
        ),
        RelabelContentTypes(
            source='Clinic',
            target='Base',
            models=['encounter'],
        ),
    ]
