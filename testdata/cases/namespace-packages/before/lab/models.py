class Encounter:
    pass
