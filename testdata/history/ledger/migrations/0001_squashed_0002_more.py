from django.db import migrations, models


def total():
    return 0


class Migration(migrations.Migration):

    replaces = [('ledger', '0001_initial'), ('ledger', '0002_more')]

    operations = [
        migrations.CreateModel(
            name='Book',
            fields=[
                ('id', models.BigAutoField(primary_key=True)),
                ('a', models.IntegerField(default=-1)),
                ('unit', models.ForeignKey('clinic.unit', models.CASCADE)),
            ],
        ),
    ]
