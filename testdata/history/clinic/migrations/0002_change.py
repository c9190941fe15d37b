from clinic import parts
from clinic.parts import MoneyField as Money
from django.contrib.postgres.operations import AddIndexConcurrently, BtreeGinExtension, RemoveIndexConcurrently
from django.db import migrations
from django.db import models
from django.db.migrations.operations.models import AlterModelOptions


def forwards(apps, schema_editor):
    apps.get_model('clinic', 'Visit').objects.update(state='c')


class Migration(migrations.Migration):

    dependencies = [
        ('clinic', '0001_initial'),
    ]

    atomic = False

    operations = [
        BtreeGinExtension(),
        migrations.DeleteModel('Gone'),
        migrations.AddField('visit', 'cost', Money(default=0), preserve_default=False),
        migrations.AddField(
            model_name='Visit',
            name='kind',
            field=models.CharField(db_comment='kind', db_default='x', default='y', max_length=1),
        ),
        migrations.AlterField(
            model_name='visit',
            name='state',
            field=models.CharField(default='o', max_length=2),
            preserve_default=False,
        ),
        migrations.RemoveField('visit', 'room'),
        migrations.RenameField('patient', 'number', 'code'),
        migrations.RenameField('patient', 'name', 'surname'),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddIndex('visit', models.Index(fields=['state', '-cost'], name='visit_a_idx')),
        AddIndexConcurrently('visit', models.Index('kind', name='visit_b_idx')),
        RemoveIndexConcurrently('visit', 'visit_b_idx'),
        migrations.RenameIndex('visit', new_name='visit_c_idx', old_name='visit_a_idx'),
        migrations.RenameIndex('stay', new_name='stay_place_idx', old_fields=('visit', 'place')),
        migrations.AlterIndexTogether('ward', None),
        migrations.AddConstraint('visit', models.UniqueConstraint(fields=['kind'], name='visit_kind')),
        migrations.AddConstraint('visit', models.CheckConstraint(condition=models.Q(kind='x'), name='visit_x')),
        migrations.RemoveConstraint('visit', 'visit_kind'),
        migrations.RemoveConstraint('patient', 'patient_named'),
        migrations.RemoveIndex('ward', 'ward_name_idx'),
        migrations.AlterUniqueTogether('stay', set()),
        migrations.AlterUniqueTogether('visit', ('patient', 'state')),
        AlterModelOptions('patient', {'verbose_name': 'patient', 'default_permissions': ()}),
        migrations.AlterModelOptions(name='ward', options={}),
        migrations.AlterModelTable('ward', None),
        migrations.AlterModelTable('visit', 'visits'),
        migrations.AlterModelTableComment('visit', 'of patients'),
        migrations.AlterModelTableComment('stay', 'gone'),
        migrations.AlterModelTableComment('stay', None),
        migrations.AlterOrderWithRespectTo('stay', 'visit'),
        migrations.AlterModelManagers('ward', []),
        migrations.AlterModelManagers('visit', [('open', parts.OpenManager())]),
    ]
