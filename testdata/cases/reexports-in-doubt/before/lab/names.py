from emr.compat import Encounter
from emr.either import Encounter as Either
from emr.wrapped import Encounter as Wrapped

VISITS = [Encounter, Either, Wrapped]
