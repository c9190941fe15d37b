from emr import models

CODES = 3
