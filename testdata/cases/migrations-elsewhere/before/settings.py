MIGRATION_MODULES = {
    "core": "history.migrations.core",
    "emr": "history.migrations.emr",
}
