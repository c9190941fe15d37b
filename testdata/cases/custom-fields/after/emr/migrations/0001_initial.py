import core.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(max_length=10)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.patient')),
            ],
        ),
        migrations.CreateModel(
            name='VitalSigns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.encounter')),
                ('second', core.fields.Link(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='emr.encounter')),
                ('third', core.fields.WeakLink(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='emr.encounter')),
                ('fourth', core.fields.Link(null=True, on_delete=django.db.models.deletion.CASCADE, to='emr.vitalsigns')),
                ('title', core.fields.Caption(max_length=10, verbose_name='Encounter')),
                ('subtitle', core.fields.Caption(max_length=20, verbose_name='emr.Encounter')),
            ],
        ),
        migrations.AddField(
            model_name='encounter',
            name='first',
            field=core.fields.Link(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='emr.vitalsigns'),
        ),
    ]
