class Named:
    name = None
