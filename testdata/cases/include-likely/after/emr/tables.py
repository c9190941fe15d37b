TABLES = {"core.encounter": "visits", "emr.vitalsigns": "signs"}
PATHS = ["core.models.Encounter", "emr.models.VitalSigns"]
HINT = "see emr.Encounter, or ask"
ROW = f"emr.encounter,{TABLES}"
EVENT = "emr.encounter.change"
