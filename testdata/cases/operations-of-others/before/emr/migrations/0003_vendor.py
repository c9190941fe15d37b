from django.db import connection, migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0002_odd'),
    ]

    if connection.vendor == 'postgresql':
        operations = [
            migrations.AddField('bed', 'place', models.IntegerField()),
            migrations.RunSQL('VACUUM emr_encounter'),
        ]
    else:
        operations = []
