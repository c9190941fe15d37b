from core.models.patient import Patient  # noqa: F401
from core.models.ward import Ward  # noqa: F401
