MIGRATION_MODULES = {"core": None, "emr": None}
