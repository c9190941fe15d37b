from .encounter import LIMIT
from .patient import Patient
from .ward import Ward
