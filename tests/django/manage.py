"""manage.py for the projects under test: the settings come from DJANGO_SETTINGS_MODULE."""

import os
import sys

sys.path[0] = os.getcwd()

from django.core.management import execute_from_command_line  # noqa: E402

execute_from_command_line(sys.argv)
