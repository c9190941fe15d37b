from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='encounter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.encounter'),
        ),
        migrations.AddField(
            model_name='alert',
            name='ward',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='core.ward'),
        ),
    ]
