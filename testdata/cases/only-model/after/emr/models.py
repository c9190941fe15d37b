from core.models import Encounter  # noqa: F401
