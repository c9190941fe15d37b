from importlib import import_module

VISIT = import_module("billing.facade").Encounter
