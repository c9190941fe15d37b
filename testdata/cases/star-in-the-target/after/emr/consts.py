SHARED = "emr"
OWN = 1
