REST_MODELS = {"visit": "emr.models.Encounter", "signs": "emr.models.VitalSigns"}
