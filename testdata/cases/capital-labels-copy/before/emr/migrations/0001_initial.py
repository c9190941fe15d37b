import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('Base', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(max_length=10)),
                ('next', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='Clinic.encounter')),
                ('tags', models.ManyToManyField(to='Base.tag')),
            ],
        ),
        migrations.CreateModel(
            name='Surgery',
            fields=[
                ('encounter_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='Clinic.encounter')),
                ('minutes', models.IntegerField()),
            ],
            bases=('Clinic.encounter',),
        ),
        migrations.CreateModel(
            name='Vitals',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='Clinic.encounter')),
            ],
        ),
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(fields=['room'], name='Clinic_enco_room_e9b9d0_idx'),
        ),
    ]
