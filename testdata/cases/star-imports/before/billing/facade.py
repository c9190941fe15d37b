from emr.models import *
