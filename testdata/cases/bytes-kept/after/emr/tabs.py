def f():
	from core.models import Encounter
	return Encounter

# form feed
