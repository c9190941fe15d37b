import emr.api

USED = emr.api.Visit.objects
