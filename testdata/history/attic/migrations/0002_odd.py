from clinic.parts import Shelve
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('attic', '0001_initial'),
    ]

    operations = [
        Shelve('shelf', 'of', models.IntegerField()),
    ]

    if True:
        operations += [
            migrations.AddField('drawer', 'of', models.IntegerField()),
        ]
