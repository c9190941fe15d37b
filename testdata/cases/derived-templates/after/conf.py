DATABASE_ROUTERS = ['conf.Router']
MIGRATION_MODULES = {'emr': None, 'other': 'other.history'}
