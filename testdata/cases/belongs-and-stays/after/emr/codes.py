CODES = {}


def find(encounter, codes):
    return codes.get(encounter.pk)
