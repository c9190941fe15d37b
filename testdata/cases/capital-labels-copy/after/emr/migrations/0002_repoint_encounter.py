# Written by django-rehome 0.1.0: Clinic.Encounter moves to Base, the rows of Clinic_encounter to Base_encounter are copied.

import django.db.models.deletion
from core.migrations._rehome_copy import RepointChild
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('Clinic', '0001_initial'),
        ('Base', '0003_copy_encounter'),
        ('lab', '0002_move_encounter'),
    ]

    operations = [
        migrations.AlterField(
            model_name='vitals',
            name='encounter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='Base.encounter'),
        ),
        RepointChild(
            name='Surgery',
            link='encounter_ptr',
            old='Clinic.encounter',
            new='Base.encounter',
        ),
    ]
