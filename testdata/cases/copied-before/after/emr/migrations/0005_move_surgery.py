# Written by django-rehome 0.1.0: emr.Surgery moves to core, its table stays emr_surgery.

from core.migrations._rehome import RelabelContentTypes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0004_delete_encounter'),
        ('core', '0006_move_surgery'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.DeleteModel(
                    name='Surgery',
                ),
            ],
        ),
        RelabelContentTypes(
            source='emr',
            target='core',
            models=['surgery'],
        ),
    ]
