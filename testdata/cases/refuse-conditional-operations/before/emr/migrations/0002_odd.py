from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = []

    if settings.DEBUG:
        operations.append(
            migrations.AddField('encounter', 'x', models.IntegerField(null=True)),
        )
