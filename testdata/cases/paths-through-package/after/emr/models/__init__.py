from .encounter import *
