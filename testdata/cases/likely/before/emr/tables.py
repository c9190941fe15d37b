TABLES = {"emr.encounter": "visits", "emr.vitalsigns": "signs"}
PATHS = ["emr.models.Encounter", "emr.models.VitalSigns"]
HINT = "see emr.Encounter, or ask"
ROW = f"emr.encounter,{TABLES}"
EVENT = "emr.encounter.change"
