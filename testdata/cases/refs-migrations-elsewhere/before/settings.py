MIGRATION_MODULES = {"emr": "changes.emr"}
