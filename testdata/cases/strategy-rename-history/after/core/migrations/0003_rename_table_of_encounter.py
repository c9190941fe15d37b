# Written by django-rehome 0.1.0: emr.Encounter moves to core, its tables become core_encounter and core_historicalencounter.

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_move_encounter'),
        ('emr', '0002_move_encounter'),
    ]

    operations = [
        migrations.AlterModelTable(
            name='encounter',
            table=None,
        ),
        migrations.AlterModelTable(
            name='historicalencounter',
            table=None,
        ),
    ]
