from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL('SELECT 1', 'SELECT 1'),
    ]
