import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='Patient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name='Urgent',
            fields=[
            ],
            options={
                'ordering': ['room'],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('emr.encounter',),
        ),
        migrations.AddField(
            model_name='encounter',
            name='patient',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.patient'),
        ),
        migrations.CreateModel(
            name='Adult',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('emr.patient',),
        ),
        migrations.CreateModel(
            name='VeryUrgent',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('emr.urgent',),
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('urgent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.urgent')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.adult')),
            ],
        ),
    ]
