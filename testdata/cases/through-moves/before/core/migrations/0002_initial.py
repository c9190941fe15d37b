from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('emr', '0001_initial'),
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='staff',
            name='visits',
            field=models.ManyToManyField(related_name='+', through='emr.Attendance', to='emr.encounter'),
        ),
    ]
