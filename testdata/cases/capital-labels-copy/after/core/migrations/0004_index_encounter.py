# Written by django-rehome 0.1.0: Clinic.Encounter moves to Base, the rows of Clinic_encounter to Base_encounter are copied.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('Base', '0003_copy_encounter'),
        ('Clinic', '0004_delete_encounter'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(fields=['room'], name='Base_encoun_room_5a8bee_idx'),
        ),
    ]
