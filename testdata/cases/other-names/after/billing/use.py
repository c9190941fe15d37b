from core.models import Encounter as Visit
from emr.api import Signs
from core.models import Encounter as Stay
from emr import api


def f():
    from core.models import Encounter as V

    return V, Visit, Signs, Stay, api.Visit, api.Signs
