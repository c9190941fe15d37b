from emr import models

CODES = 100
