from core.api import *
