from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(name='encounter', options={'verbose_name': 'visit'}),
        migrations.AlterModelOptions(name='encounter', options={'ordering': ['room']}),
    ]
