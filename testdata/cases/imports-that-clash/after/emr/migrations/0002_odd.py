from core.fields import Code, code
from django.db import migrations
from django.db import models as fields


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.AddField('encounter', 'one', Code(default=code, max_length=4)),
        migrations.AlterField('encounter', 'room', fields.CharField(max_length=4)),
    ]
