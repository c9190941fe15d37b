# Written by django-rehome 0.1.0: emr.Encounter moves to core, its table stays emr_encounter.

import django.db.models.deletion
import emr.fields as core
from core.fields import Code
from core.fields import code
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models
from django.db import models as fields
from emr.fields import Code as emr_fields_Code
from emr.fields import code as emr_fields_code


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('emr', '0003_other'),
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
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('room', fields.CharField(max_length=4)),
                        ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.patient')),
                        ('one', Code(default=code, max_length=4)),
                        ('two', emr_fields_Code(default=emr_fields_code, max_length=4)),
                        ('three', core.Code(max_length=4)),
                    ],
                    options={
                        'db_table': 'emr_encounter',
                        'constraints': [models.CheckConstraint(condition=~models.Q(one=emr_fields_code()) | models.Q(two__in=[emr_fields_code(), 'code']), name='ones')],
                    },
                ),
            ],
        ),
    ]
