from .patient import *
from .ward import *
