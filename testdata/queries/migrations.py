class Migration(migrations.Migration):
# <- migration.class
    initial = True
    dependencies = [("emr", "0001_initial")]
    # <- attribute.key
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^ attribute.value
    replaces = []
    # <- attribute.key
    #          ^^ attribute.value
    run_before = []
    # <- attribute.key
    #            ^^ attribute.value
    operations = [
    # <- attribute.key
                 # <- attribute.value
        migrations.CreateModel(name="Encounter", fields=[]),
    ]


class Other:
    operations = []


dependencies = []
