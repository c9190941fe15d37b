"""Docstrings are documentation as well: emr.Encounter."""
