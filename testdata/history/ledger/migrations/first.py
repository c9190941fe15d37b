from django.db import migrations, models
from django.db.models import *  # noqa


def total():
    return 0


class Account(models.TextChoices):
    OPEN = 'o'


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_more'),
    ]

    operations = [
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(primary_key=True)),
                ('total', models.IntegerField(default=total)),
                ('book', models.ForeignKey(
                    'Book',
                    on_delete=models.CASCADE,  # a line without a book is none
                    limit_choices_to=models.Q(a__gt=0) | models.Q(('a', -1)),
                )),
                ('account', models.CharField(default=Account.OPEN, max_length=1)),
            ],
            options=None,
        ),
    ]
