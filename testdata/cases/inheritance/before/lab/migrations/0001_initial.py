import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Biopsy',
            fields=[
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='emr.encounter')),
                ('tissue', models.CharField(max_length=20)),
            ],
            bases=('emr.encounter',),
        ),
        migrations.CreateModel(
            name='Frozen',
            fields=[
                ('surgery_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='emr.surgery')),
                ('section', models.CharField(max_length=20)),
            ],
            bases=('emr.surgery',),
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('biopsy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='lab.biopsy')),
            ],
        ),
    ]
