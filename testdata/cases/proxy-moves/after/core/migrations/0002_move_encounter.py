# Written by django-rehome 0.1.0: emr.Encounter moves to core, its table stays emr_visit.

from core.migrations._rehome import RelabelContentTypes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('emr', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter'],
            forwards=False,
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.CreateModel(
                    name='Encounter',
                    fields=[
                    ],
                    options={
                        'permissions': [('close_encounter', 'Can close')],
                        'proxy': True,
                    },
                    bases=('emr.visit',),
                ),
            ],
        ),
    ]
