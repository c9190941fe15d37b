from . import patient  # noqa: F401
