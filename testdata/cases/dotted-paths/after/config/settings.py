REST_MODELS = {"visit": "core.models.Encounter", "signs": "emr.models.VitalSigns"}
