from django.db import migrations, models


class Migration(migrations.Migration):

    operations = [
        migrations.CreateModel('Shelf', [('id', models.BigAutoField(primary_key=True))]),
        migrations.CreateModel('Drawer', [('id', models.BigAutoField(primary_key=True))]),
    ]
