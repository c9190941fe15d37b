LOGGING = {"loggers": {"emr.encounter": {"level": "DEBUG"}, "emr.Encounter": {"level": "INFO"}}}
CELERY_BEAT_SCHEDULE = {"nightly": {"task": "emr.encounter"}}
REST_FRAMEWORK = {"DEFAULT_THROTTLE_RATES": {"emr.encounter": "5/min"}}
VISIT_MODEL = "core.encounter"
AUDITED = tuple(["core.Encounter"]) + ("emr.VitalSigns",)
ABSOLUTE_URL_OVERRIDES = {"core.encounter": str}
