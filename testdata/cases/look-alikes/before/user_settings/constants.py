KIND = "emr.Encounter"
