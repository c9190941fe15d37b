from emr import api

VISIT = api.Encounter
