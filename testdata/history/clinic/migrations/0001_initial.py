import clinic.parts
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone as tz


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contenttypes', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^\\w+$')])),
                ('of', models.ForeignKey('self', models.CASCADE, null=True)),
            ],
            options={
                'verbose_name': "a 'ward'",
                'ordering': ['name'],
                'db_table': 'wards',
                'index_together': {('name', 'of')},
                'indexes': [models.Index(fields=['name'], name='ward_name_idx')],
            },
            bases=(clinic.parts.Named, models.Model),
            managers=[
                ('open', clinic.parts.OpenManager()),
            ],
        ),
        migrations.CreateModel(
            'Patient',
            [
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20)),
                ('born', models.DateField(default=tz.now, help_text='a day\nin "the" year')),
                ('number', models.CharField(max_length=8, unique=True)),
                ('guardian', models.ForeignKey(null=True, on_delete=models.SET_NULL, related_name='wards', to='self')),
                ('kin', models.ManyToManyField(to='self')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('shouted', models.GeneratedField(
                    db_persist=True,
                    expression=django.db.models.functions.text.Upper('name'),
                    output_field=models.CharField(max_length=20),
                )),
            ],
            {
                'permissions': [('admit', 'Can admit')],
                'default_permissions': ('add', 'view'),
                'unique_together': {('name', 'born')},
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='patient_named'),
                    models.UniqueConstraint(fields=('name',), condition=models.Q(name__gt='') & ~models.Q(born=None), name='patient_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='clinic.patient', to_field='number')),
                ('wards', models.ManyToManyField(through='clinic.Stay', to='clinic.ward')),
                ('room', models.CharField(default=clinic.parts.first_room, max_length=4)),
                ('state', models.CharField(choices=[('o', 'open'), ('c', 'closed')], max_length=1)),
            ],
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='clinic.visit')),
                ('ward', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='clinic.ward')),
                ('place', models.IntegerField()),
            ],
            options={
                'unique_together': [['visit', 'ward']],
                'index_together': {('visit', 'place'), ('ward', 'place')},
            },
        ),
        migrations.CreateModel(
            name='Urgent',
            fields=[],
            options={'proxy': True, 'indexes': [], 'constraints': []},
            bases=('clinic.visit',),
        ),
        migrations.CreateModel(
            name='Gone',
            fields=[('id', models.BigAutoField(primary_key=True))],
        ),
    ]
