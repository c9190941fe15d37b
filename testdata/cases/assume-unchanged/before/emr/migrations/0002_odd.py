from django.db import migrations
import odd


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        odd.Partition('Encounter'),
    ]
