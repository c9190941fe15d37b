# Written by django-rehome 0.1.0: emr.Encounter moves to core, and with it what points to it.

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('lab', '0001_initial'),
        ('core', '0002_move_encounter'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.DeleteModel(
                    name='Sampled',
                ),
                migrations.CreateModel(
                    name='Sampled',
                    fields=[
                    ],
                    options={
                        'proxy': True,
                    },
                    bases=('core.encounter',),
                ),
            ],
        ),
    ]
