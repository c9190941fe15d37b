class Encounter:
    pass


OTHER = 1
