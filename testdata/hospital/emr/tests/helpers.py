"""Makes records for tests. Names given by a test win over the defaults."""

import datetime
import itertools

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from core.models import Patient, Tenant
from emr.models import Encounter

numbers = itertools.count(1)


def make_user(*codenames, **values):
    """A user with the permissions of the given code names."""
    values.setdefault("username", f"user{next(numbers)}")
    user = get_user_model().objects.create_user(**values)
    if codenames:
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def make_superuser():
    return get_user_model().objects.create_superuser(username=f"admin{next(numbers)}")


def make_tenant(**values):
    number = next(numbers)
    return Tenant.objects.create(**{"name": f"Clinic {number}", "slug": f"clinic-{number}", **values})


def make_patient(**values):
    if "tenant" not in values:
        values["tenant"] = make_tenant()
    defaults = {
        "mrn": f"M-{next(numbers)}",
        "first_name": "Ada",
        "last_name": "Berg",
        "date_of_birth": datetime.date(1970, 1, 1),
    }
    return Patient.objects.create(**{**defaults, **values})


def make_encounter(**values) -> Encounter:
    if "patient" not in values:
        values["patient"] = make_patient()
    values.setdefault("tenant", values["patient"].tenant)
    if "provider" not in values:
        values["provider"] = make_user()
    values.setdefault("encounter_type", Encounter.EncounterType.OUTPATIENT)
    return Encounter.objects.create(**values)
