from django.db import migrations


class AddField(migrations.AddField):
    def state_forwards(self, app_label, state):
        pass


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        AddField('encounter', 'x', None),
    ]
