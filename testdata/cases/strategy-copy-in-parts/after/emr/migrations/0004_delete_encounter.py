# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter are copied.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from core.migrations._rehome_copy import EmptyOnTheWayBack
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0003_copy_back_encounter'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='encounter',
            name='emr_encount_status_da3365_idx',
        ),
        migrations.RemoveIndex(
            model_name='encounter',
            name='emr_encount_patient_5d5b8c_idx',
        ),
        migrations.RemoveIndex(
            model_name='encounter',
            name='emr_enc_seq',
        ),
        migrations.RemoveConstraint(
            model_name='encounter',
            name='emr_uniq_code',
        ),
        migrations.AlterField(
            model_name='encounter',
            name='patient',
            field=models.ForeignKey('core.patient', on_delete=django.db.models.deletion.PROTECT, db_constraint=False),
        ),
        migrations.AlterField(
            model_name='encounter',
            name='tags',
            field=models.ManyToManyField(to='emr.tag', db_constraint=False),
        ),
        EmptyOnTheWayBack(
            app='emr',
            models=['encounter'],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.DeleteModel(
                    name='Encounter',
                ),
            ],
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['encounter'],
        ),
    ]
