import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sampled',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('emr.encounter',),
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alarms', models.ManyToManyField(related_name='+', to='emr.veryurgent')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='lab.sampled')),
            ],
        ),
    ]
