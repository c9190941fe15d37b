import emr.fields as core
from django.db import migrations, models
from emr.fields import Code, code


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0002_odd'),
    ]

    operations = [
        migrations.AddField('encounter', 'two', Code(default=code, max_length=4)),
        migrations.AddField('encounter', 'three', core.Code(max_length=4)),
        migrations.AddConstraint('encounter', models.CheckConstraint(
            condition=~models.Q(one=code()) | models.Q(two__in=[code(), 'code']),
            name='ones',
        )),
    ]
