LOGGING = {"loggers": {"emr.encounter": {"level": "DEBUG"}, "emr.Encounter": {"level": "INFO"}}}
CELERY_BEAT_SCHEDULE = {"nightly": {"task": "emr.encounter"}}
REST_FRAMEWORK = {"DEFAULT_THROTTLE_RATES": {"emr.encounter": "5/min"}}
VISIT_MODEL = "emr.encounter"
AUDITED = tuple(["emr.Encounter"]) + ("emr.VitalSigns",)
ABSOLUTE_URL_OVERRIDES = {"emr.encounter": str}
