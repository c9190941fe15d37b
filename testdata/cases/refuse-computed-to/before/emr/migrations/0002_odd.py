from django.db import migrations, models
from names import model_name


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='vitalsigns',
            name='of',
            field=models.ForeignKey(null=True, on_delete=models.CASCADE, related_name='+', to=model_name('Encounter')),
        ),
    ]
