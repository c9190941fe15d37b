from . import by_extras

EXTRAS = [by_extras]
