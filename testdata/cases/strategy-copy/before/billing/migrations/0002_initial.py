import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('billing', '0001_initial'),
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='invoice',
            name='encounter',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='emr.encounter'),
        ),
        migrations.AddField(
            model_name='invoice',
            name='others',
            field=models.ManyToManyField(related_name='+', to='emr.encounter'),
        ),
    ]
