class Cage:
    pass
