from .patient import Patient
