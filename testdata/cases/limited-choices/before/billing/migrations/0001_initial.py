import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.ForeignKey(limit_choices_to={'app_label': 'emr', 'model': 'encounter'}, on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('other', models.ForeignKey(limit_choices_to=models.Q(models.Q(('app_label', 'emr'), ('model', 'encounter')), models.Q(('app_label', 'lab'), ('model', 'encounter')), _connector='OR'), on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('signs', models.ForeignKey(limit_choices_to={'app_label': 'emr', 'model': 'vitalsigns'}, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
        ),
    ]
