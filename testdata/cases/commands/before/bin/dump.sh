#!/bin/sh
python manage.py dumpdata emr.Encounter emr.VitalSigns > dump.json
python manage.py makemigrations emr
