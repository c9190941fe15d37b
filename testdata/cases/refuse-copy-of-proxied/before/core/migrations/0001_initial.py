from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('emr', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Recent',
            fields=[
            ],
            options={
                'permissions': [('archive_recent', 'Can archive')],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('emr.encounter',),
        ),
    ]
