from importlib import import_module

A = import_module("emr.models").Encounter
B = getattr(import_module("emr.models"), "Encounter")
C = import_module("emr.models").VitalSigns
D = import_module("lab.models").Encounter
module = import_module("emr.models")
E = module.Encounter
