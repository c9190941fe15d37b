from .encounter import *
from .patient import *
from .ward import *
