from core.models import Attendance, Encounter  # noqa: F401
