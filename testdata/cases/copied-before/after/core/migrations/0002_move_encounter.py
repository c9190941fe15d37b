# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter are copied.

import core.models
import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


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
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(default=core.models.default_room, max_length=10)),
                ('status', models.CharField(default='open', max_length=10)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='emr_%(class)ss', to='emr.patient')),
                ('tags', models.ManyToManyField(to='emr.tag')),
            ],
            options={
                'permissions': [('sign_encounter', 'Can sign')],
            },
        ),
    ]
