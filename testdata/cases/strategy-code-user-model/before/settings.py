AUTH_USER_MODEL = 'emr.User'
