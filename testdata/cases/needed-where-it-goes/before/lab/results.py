class Result:
    pass


class Sample:
    pass
