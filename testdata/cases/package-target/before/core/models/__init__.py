"""The core of it."""
from .patient import Patient
from .ward import Ward

__all__ = ["Patient", "Ward"]
