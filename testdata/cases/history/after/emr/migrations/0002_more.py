import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='state',
            field=models.CharField(default='x', max_length=4),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='Visit',
            name='gone',
            field=models.IntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['state'], name='state_idx'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('gone__gte', 0)), name='gone_gte_0'),
        ),
        migrations.AlterUniqueTogether(
            name='visit',
            unique_together={('patient', 'room')},
        ),
        migrations.AlterModelOptions(
            name='visit',
            options={'ordering': ['room'], 'verbose_name': 'visit'},
        ),
    ]
