import re

from django.core.exceptions import ValidationError
from django.db import models


def clean_code(code):
    if not re.fullmatch(r"[A-Z0-9-]+", code):
        raise ValidationError("a code has capitals, digits and hyphens")


def upload_path(instance, filename):
    return f"visits/{filename}"


class CodeField(models.CharField):
    """A short code in capitals."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 12)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value.upper() if isinstance(value, str) else value
