MIGRATION_MODULES = {
    "core": "history.core",
    "emr": "history.emr",
}
