def f():
	from emr.models import Encounter
	return Encounter

# form feed
