class Encounter:
    pass


class Other:
    pass
