MIGRATION_MODULES = {"emr": None}
