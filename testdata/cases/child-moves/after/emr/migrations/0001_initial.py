import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('base', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Annotated',
            fields=[
                ('event_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='base.event')),
            ],
            bases=('base.event',),
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('annotated_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='emr.annotated')),
                ('room', models.CharField(max_length=10)),
            ],
            bases=('emr.annotated',),
        ),
        migrations.AddField(
            model_name='annotated',
            name='note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.note'),
        ),
    ]
