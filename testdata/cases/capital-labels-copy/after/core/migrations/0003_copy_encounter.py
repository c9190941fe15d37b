# Written by django-rehome 0.1.0: Clinic.Encounter moves to Base, the rows of Clinic_encounter to Base_encounter are copied.

from core.migrations._rehome_copy import CopyRows
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('Base', '0002_move_encounter'),
    ]

    operations = [
        CopyRows(
            source='Clinic',
            target='Base',
            models=['encounter'],
        ),
    ]
