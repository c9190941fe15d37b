from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('emr', '0001_initial'),
        ('billing', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='invoice',
            name='encounter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='emr.encounter'),
        ),
        migrations.AddField(
            model_name='coupling',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='billing.batch'),
        ),
        migrations.AddField(
            model_name='coupling',
            name='encounter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='emr.encounter'),
        ),
        migrations.AddField(
            model_name='batch',
            name='coupled',
            field=models.ManyToManyField(related_name='+', through='billing.Coupling', to='emr.encounter'),
        ),
        migrations.AddField(
            model_name='batch',
            name='encounters',
            field=models.ManyToManyField(related_name='batches', to='emr.encounter'),
        ),
    ]
