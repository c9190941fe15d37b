from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('clinic', '__latest__')]

    operations = [
        migrations.CreateModel('Book', [('id', models.BigAutoField(primary_key=True))]),
    ]
