from .sample import *
