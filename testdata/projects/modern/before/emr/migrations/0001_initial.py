import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
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
                ('ward', models.CharField(db_default='triage', max_length=20)),
                ('opened', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('days', models.PositiveIntegerField(db_default=1)),
                ('hours', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.F('days'), '*', models.Value(24)), output_field=models.PositiveIntegerField())),
                ('shouted', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Upper('ward'), output_field=models.CharField(max_length=20))),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.patient')),
            ],
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('pk', models.CompositePrimaryKey('ward', 'bed', blank=True, editable=False, primary_key=True, serialize=False)),
                ('ward', models.CharField(max_length=20)),
                ('bed', models.PositiveSmallIntegerField()),
                ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.encounter')),
            ],
        ),
        migrations.CreateModel(
            name='VitalSigns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.encounter')),
            ],
        ),
        migrations.AddIndex(
            model_name='encounter',
            index=models.Index(django.db.models.functions.text.Upper('ward'), name='encounter_upper_ward'),
        ),
        migrations.AddConstraint(
            model_name='encounter',
            constraint=models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='encounter_has_days'),
        ),
    ]
