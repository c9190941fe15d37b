from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('ledger', '0001_initial'), ('lab', '__first__')]

    operations = [
        migrations.AddField('book', 'a', models.IntegerField(default=-1)),
    ]
