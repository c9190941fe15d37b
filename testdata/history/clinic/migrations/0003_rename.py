from django.db import migrations, models

LENGTH = 12
BEDS = [(1, 'one'), (2, 'two')]
STATE = [
    migrations.AddField('encounter', 'beds', models.IntegerField(choices=BEDS, null=True)),
]


class Migration(migrations.Migration):

    dependencies = [('clinic', '0002_change')] + [('lab', '0001_initial')]

    options = {'max_length': LENGTH, 'null': True}
    state_operations = [
        migrations.AddField('encounter', 'note', models.CharField(**options)),
    ]

    operations = [
        migrations.RenameModel('Ward', 'Unit'),
        # The proxy follows by hand: Django leaves bases as they are.
        migrations.DeleteModel('Urgent'),
        migrations.RenameModel('Visit', 'Encounter'),
        migrations.RenameModel('Stay', 'Occupation'),
        migrations.RenameModel('Patient', 'Person'),
        migrations.CreateModel(
            name='Urgent',
            fields=[
            ],
            options={
                'proxy': True,
            },
            bases=('clinic.encounter',),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL('SELECT 1')],
            state_operations=STATE,
        ),
        migrations.SeparateDatabaseAndState(state_operations=state_operations),
        migrations.SeparateDatabaseAndState(
            [migrations.AddField('encounter', 'unseen', models.IntegerField())],
        ),
        *[migrations.RunSQL('SELECT 1', migrations.RunSQL.noop, [
            migrations.RunSQL('SELECT 2', state_operations=[
                migrations.AlterField('encounter', 'kind', models.CharField(max_length=LENGTH, null=True)),
            ]),
        ])],
    ]
