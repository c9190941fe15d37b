from .desk import FrontDesk
from .visits import *

LIMIT = 10
