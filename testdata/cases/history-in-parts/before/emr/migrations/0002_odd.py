from django.apps import apps
from django.db import migrations, models

WARDS = [('a', 'A'), ('b', 'B')]

FIRST = [
    migrations.AddField('encounter', 'ward', models.CharField(choices=WARDS, default='a', max_length=1)),
]
LOGGED = 'contenttypes'


def fill(apps, schema_editor):
    from django.db import models
    from emr.models import Encounter


def odd(model):
    return migrations.RunSQL('SELECT 1')


class Migration(migrations.Migration):

    dependencies = [('emr', '0001_initial')] + [
        *([(LOGGED, '0002_remove_content_type_name')] if apps.is_installed(LOGGED) else []),
        migrations.swappable_dependency('auth.User'),
    ]

    operations = [
        *FIRST,
        migrations.RunPython(fill, migrations.RunPython.noop),
    ] + [
        migrations.SeparateDatabaseAndState([odd('encounter')], None),
    ]
    operations += [
        migrations.RunSQL(
            'SELECT 1', state_operations=[
                migrations.RemoveField('encounter', 'room'),
            ],
        ),
    ]
