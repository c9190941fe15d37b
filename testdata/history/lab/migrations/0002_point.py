from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lab', '0001_initial'),
        ('clinic', '0003_rename'),
    ]

    run_before = [('ledger', '0001_squashed_0002_more')]

    operations = [
        migrations.AddField('sample', 'unit', models.ForeignKey('clinic.unit', models.CASCADE)),
        migrations.AlterField('sample', 'visit', models.ForeignKey(on_delete=models.CASCADE, to='clinic.encounter')),
    ]
