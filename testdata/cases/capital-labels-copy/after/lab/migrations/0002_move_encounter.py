# Written by django-rehome 0.1.0: Clinic.Encounter moves to Base, and with it what points to it.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lab', '0001_initial'),
        ('Base', '0003_copy_encounter'),
    ]

    operations = [
        migrations.AlterField(
            model_name='sample',
            name='encounter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='Base.encounter'),
        ),
        migrations.AlterField(
            model_name='sample',
            name='others',
            field=models.ManyToManyField(related_name='+', to='Base.encounter'),
        ),
    ]
