from emr.api import Signs, Visit
from emr.deep import Stay
from emr import api


def f():
    from emr.api import Visit as V

    return V, Visit, Signs, Stay, api.Visit, api.Signs
