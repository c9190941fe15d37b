# Written by django-rehome 0.1.0: emr.Encounter moves to core, its table becomes core_encounter.

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_move_encounter'),
        ('emr', '0002_move_encounter'),
    ]

    operations = [
        migrations.AlterModelTable(
            name='encounter',
            table=None,
        ),
        migrations.RenameIndex(
            model_name='encounter',
            new_name='core_encoun_status_52a911_idx',
            old_name='emr_encount_status_da3365_idx',
        ),
        migrations.RenameIndex(
            model_name='encounter',
            new_name='core_encoun_patient_24a792_idx',
            old_name='emr_encount_patient_5d5b8c_idx',
        ),
    ]
