import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0002_more'),
    ]

    operations = [
        migrations.RenameModel(old_name='Visit', new_name='Encounter'),
        migrations.RenameField('encounter', 'room', 'ward'),
        migrations.AlterField(
            model_name='encounter',
            name='ward',
            field=models.CharField(max_length=20),
        ),
        migrations.RemoveConstraint(
            model_name='encounter',
            name='gone_gte_0',
        ),
        migrations.RemoveField(
            model_name='encounter',
            name='gone',
        ),
        migrations.RemoveIndex(
            model_name='encounter',
            name='state_idx',
        ),
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(fields=['ward'], name='emr_visit_ward_1_idx'),
        ),
        migrations.RenameIndex(
            model_name='encounter',
            new_name='emr_encount_ward_1_idx',
            old_name='emr_visit_ward_1_idx',
        ),
        migrations.AlterModelOptions(
            name='encounter',
            options={'verbose_name': 'visit'},
        ),
        migrations.AlterModelTable(
            name='encounter',
            table='visits',
        ),
        migrations.RunSQL('SELECT 1', 'SELECT 1', state_operations=[]),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL('ALTER TABLE visits RENAME TO emr_encounter', 'ALTER TABLE emr_encounter RENAME TO visits'),
            ],
            state_operations=[
                migrations.AlterModelTable(
                    name='encounter',
                    table=None,
                ),
            ],
        ),
    ]
