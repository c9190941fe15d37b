# Written by django-rehome 0.1.0: Clinic.Encounter moves to Base, the rows of Clinic_encounter to Base_encounter are copied.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('Base', '0001_initial'),
        ('Clinic', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        RelabelContentTypes(
            source='Clinic',
            target='Base',
            models=['encounter'],
            forwards=False,
        ),
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(max_length=10)),
                ('next', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='Base.encounter')),
                ('tags', models.ManyToManyField(to='Base.tag')),
            ],
        ),
    ]
