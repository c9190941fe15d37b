from .patient import Patient
from .ward import Ward
