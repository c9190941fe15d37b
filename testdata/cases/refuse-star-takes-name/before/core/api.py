from core.models import *
