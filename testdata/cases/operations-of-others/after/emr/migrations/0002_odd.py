from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from odd import Partition


class Fill(migrations.RunPython):
    def __init__(self, model):
        super().__init__(print)


class Vacuum(Operation):
    reduces_to_sql = False

    def __init__(self, model):
        self.model = model

    def state_forwards(self, app_label, state):
        """Leaves it alone."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass


class AddFieldIfNone(migrations.AddField):
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel('Bed', [('id', models.BigAutoField(primary_key=True))]),
        AddFieldIfNone('encounter', 'ward', models.CharField(max_length=9)),
        Fill('encounter'),
        Vacuum('encounter'),
        Partition('bed'),
    ]
