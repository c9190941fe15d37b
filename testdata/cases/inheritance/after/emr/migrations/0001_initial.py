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
            name='Surgery',
            fields=[
                ('encounter_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='emr.encounter')),
                ('minutes', models.IntegerField()),
            ],
            options={
                'permissions': [('schedule_surgery', 'Can schedule')],
            },
            bases=('emr.encounter',),
        ),
        migrations.CreateModel(
            name='Transplant',
            fields=[
                ('surgery_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='emr.surgery')),
                ('organ', models.CharField(max_length=20)),
                ('donor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='donated', to='emr.encounter')),
            ],
            bases=('emr.surgery',),
        ),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('surgery', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to='emr.surgery')),
                ('others', models.ManyToManyField(related_name='+', to='emr.transplant')),
            ],
        ),
    ]
