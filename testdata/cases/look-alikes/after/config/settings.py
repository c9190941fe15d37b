LOGGERS = {"emr.encounter": {"level": "INFO"}}
