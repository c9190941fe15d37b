from core.second import *
