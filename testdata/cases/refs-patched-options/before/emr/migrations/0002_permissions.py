from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("emr", "0001_initial")]
    operations = [
        migrations.AlterModelOptions("encounter", {"permissions": [("sign_off", "Can sign off")]}),
        migrations.AlterModelOptions("encounter", {"ordering": ["id"]}),
    ]
