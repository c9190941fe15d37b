import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField('Encounter', max_length=20)),
                ('object_id', models.PositiveIntegerField()),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
            ],
        ),
        migrations.CreateModel(
            name='Encounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='emr.encounter')),
                ('previous', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_next', to='emr.Encounter')),
                ('note', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='emr.note')),
                ('last', models.ForeignKey('emr.Note', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+')),
                ('seen', models.ManyToManyField(to='emr.encounter')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('note',), name='emr_note')],
            },
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.tag')),
                ('encounter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.encounter')),
            ],
        ),
        migrations.AddField(
            model_name='encounter',
            name='tags',
            field=models.ManyToManyField(through='emr.Tagging', to='core.tag'),
        ),
        migrations.AddField(
            model_name='note',
            name='visit',
            field=models.ForeignKey('emr.Encounter', on_delete=django.db.models.deletion.CASCADE, related_name='notes_of'),
        ),
        migrations.AddField(
            model_name='note',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='emr.encounter'),
        ),
    ]
