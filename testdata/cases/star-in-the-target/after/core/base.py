from datetime import datetime

from django.db import models

SHARED = "core"


def now():
    return datetime.now()
