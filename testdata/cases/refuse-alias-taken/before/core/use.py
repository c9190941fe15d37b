from core.models import Enc

USED = Enc
