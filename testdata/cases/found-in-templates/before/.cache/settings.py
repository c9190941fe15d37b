VISIT = "emr.Encounter"
