from django.db import migrations, models
import django.db.models.deletion
import uuid


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bed',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True)),
                ('cleaned_by', models.ManyToManyField(db_table='cleaners', to='core.patient')),
            ],
        ),
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('room', models.CharField(db_comment='where the patient lies', db_index=True, max_length=10)),
                ('patient', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='core.patient')),
            ],
            options={
                'db_table': 'encounters',
                'db_table_comment': 'one row for each visit',
                'db_tablespace': 'pg_default',
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nights', models.PositiveIntegerField()),
                ('bed', models.ForeignKey(db_column='bed_no', on_delete=django.db.models.deletion.CASCADE, to='emr.bed', to_field='number')),
                ('encounter', models.ForeignKey(db_tablespace='pg_default', on_delete=django.db.models.deletion.CASCADE, to='emr.encounter')),
            ],
            options={
                'order_with_respect_to': 'encounter',
            },
        ),
        migrations.AddField(
            model_name='bed',
            name='encounters',
            field=models.ManyToManyField(through='emr.Stay', to='emr.encounter'),
        ),
    ]
