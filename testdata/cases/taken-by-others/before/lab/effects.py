import emr.signals

USED = emr.signals.Encounter
