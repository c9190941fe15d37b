LABEL = "emr.Encounter"  # django-rehome: ignore
