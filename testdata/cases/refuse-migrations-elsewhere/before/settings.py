MIGRATION_MODULES = {'emr': 'history.emr'}
