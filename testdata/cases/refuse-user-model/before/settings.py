AUTH_USER_MODEL = 'emr.Encounter'
