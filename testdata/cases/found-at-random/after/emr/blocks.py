if __name__:
    from emr import api
else:
    from emr import api

USED = api.Visit
