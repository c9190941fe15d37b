class Doc:
    pass


class Manager:
    pass


labels = {}
