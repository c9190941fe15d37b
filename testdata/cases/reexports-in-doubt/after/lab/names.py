from emr.compat import Encounter
from core.models import Encounter as Either
from emr.wrapped import Encounter as Wrapped

VISITS = [Encounter, Either, Wrapped]
