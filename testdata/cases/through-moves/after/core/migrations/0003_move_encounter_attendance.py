# Written by django-rehome 0.1.0: emr.Encounter and emr.Attendance move to core, their tables stay emr_encounter and emr_attendance.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_initial'),
        ('emr', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter', 'attendance'],
            forwards=False,
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.CreateModel(
                    name='Encounter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('staff', models.ManyToManyField(through='core.Attendance', to='core.staff')),
                    ],
                    options={
                        'db_table': 'emr_encounter',
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.encounter')),
                        ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.staff')),
                    ],
                    options={
                        'db_table': 'emr_attendance',
                    },
                ),
                migrations.AlterField(
                    model_name='staff',
                    name='visits',
                    field=models.ManyToManyField(related_name='+', through='core.Attendance', to='core.encounter'),
                ),
            ],
        ),
    ]
