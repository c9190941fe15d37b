import django.db.models.deletion as deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clinic', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.OneToOneField(on_delete=deletion.CASCADE, to='clinic.Visit')),
                ('patient', models.ForeignKey('clinic.Patient', deletion.DO_NOTHING, to_field='number')),
                ('wards', models.ManyToManyField(related_name='+', through='lab.Route', to='clinic.Ward')),
                ('stays', models.ManyToManyField('clinic.Stay')),
            ],
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sample', models.ForeignKey(on_delete=deletion.CASCADE, to='Sample')),
                ('ward', models.ForeignKey(on_delete=deletion.CASCADE, to='clinic.ward')),
            ],
        ),
        migrations.CreateModel(
            name='Blood',
            fields=[
                ('sample_ptr', models.OneToOneField(auto_created=True, on_delete=deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='lab.sample')),
            ],
            bases=('lab.sample',),
        ),
    ]
