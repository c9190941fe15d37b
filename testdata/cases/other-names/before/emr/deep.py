from .api import Visit as Stay
