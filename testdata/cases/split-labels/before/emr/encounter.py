"""A module of the name that the label has."""

import logging

from django.apps import apps

logger = logging.getLogger("emr.encounter")


def model():
    return apps.get_model("emr.encounter")
