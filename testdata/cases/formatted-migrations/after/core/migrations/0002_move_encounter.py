# Written by django-rehome 0.1.0: emr.Encounter moves to core, its table stays
# emr_encounter.

import django.db.models.deletion
from core.migrations._rehome import RelabelContentTypes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
        ("emr", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        RelabelContentTypes(
            source="emr",
            target="core",
            models=["encounter"],
            forwards=False,
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[],
            state_operations=[
                migrations.CreateModel(
                    name="Encounter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("room", models.CharField(max_length=10)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("visit", "A visit of a patient who stays"),
                                    ("stay", "A stay for some days"),
                                ],
                                default="visit",
                                max_length=20,
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="encounters",
                                to="core.patient",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["room", "patient", "kind"],
                        "permissions": [
                            (
                                "close_the_encounter",
                                "Can close an encounter that somebody else opened",
                            )
                        ],
                        "unique_together": {("patient", "room")},
                        "db_table": "emr_encounter",
                        "indexes": [
                            models.Index(
                                fields=["room", "kind"],
                                name="encounter_room_and_kind_idx",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
