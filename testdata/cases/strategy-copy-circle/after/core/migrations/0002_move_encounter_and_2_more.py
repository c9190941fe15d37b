# Written by django-rehome 0.1.0: emr.Encounter, emr.Vitals and emr.Attendance move to core, the rows of emr_encounter to core_encounter, emr_vitals to core_vitals and emr_attendance to core_attendance are copied.

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
            models=['encounter', 'vitals', 'attendance'],
            forwards=False,
        ),
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='Vitals',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.encounter')),
            ],
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.encounter')),
                ('nurse', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.nurse')),
            ],
        ),
        migrations.AddField(
            model_name='encounter',
            name='nurses',
            field=models.ManyToManyField(through='core.Attendance', to='emr.nurse'),
        ),
        migrations.AddField(
            model_name='encounter',
            name='last',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.vitals'),
        ),
    ]
