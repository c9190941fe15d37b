# emr.Encounter
LABEL = 'emr.Encounter'
