from django.db import models


class FrontDesk(models.Manager):
    pass
