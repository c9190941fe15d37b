# Written by django-rehome 0.1.0: emr.Encounter moves to core, the rows of emr_encounter to core_encounter are copied.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_repoint_encounter'),
        ('emr', '0004_delete_encounter'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(fields=['status', '-created_at'], name='core_encoun_status_52a911_idx'),
        ),
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(fields=['patient'], name='core_encoun_patient_24a792_idx'),
        ),
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(fields=['seq'], name='emr_enc_seq'),
        ),
        migrations.AddConstraint(
            model_name='encounter',
            constraint=models.UniqueConstraint(fields=('patient', 'code'), name='emr_uniq_code'),
        ),
    ]
