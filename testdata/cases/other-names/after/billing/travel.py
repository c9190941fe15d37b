class Visit:
    """A journey."""


Stay = Visit
